package org.gitsnapshot.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attribute files with odd lines against {@code git archive}, which shows what it made of them by
 * {@code ident}, line ends and missing files.
 */
@Tag("one-jvm")
class AttributeCornersTest {
  private static final int LONGEST_LINE = 2047;

  private static final List<String> FILES =
      List.of(
          "f", "F", "x.txt", "x.TXT", "#x", "!x", "!f", "sp ace", "tab\tx", "\"q", "[attr]m", "\\f",
          "a]", "-");

  /** Attribute files of the root. */
  private static final List<String> ROOTS =
      List.of(
          "f ident",
          "f ident\r\n",
          "f\r\n ident\r\n",
          "f ident \t \n",
          "\tf\tident\n",
          "f\u000bident\n",
          "f ident\f\n",
          "f ident\r eol=crlf\r\n",
          "\r\nf ident\r",
          "# f ident\n",
          " # f ident\n",
          "#x ident\n",
          "\\#x ident\n",
          "\"#x\" ident\n",
          "!f ident\nF ident\n",
          "!x ident\n",
          "\\!x ident\n",
          "\"!x\" ident\n",
          "[!a] ident\n",
          "[^f] ident\n",
          "\"f\" ident\n",
          "\"f\"ident\n",
          "\"f\"\n",
          "\"\\146\" ident\n",
          "\"\\46\" ident\n",
          "\"f ident\n",
          "\"f\\q\" ident\n",
          "\"sp ace\" ident\n",
          "\"tab\\tx\" ident\n",
          "sp\\ ace ident\n",
          "\"\\\"q\" ident\n",
          "\\\"q ident\n",
          "\"\\\\f\" ident\n",
          "\\\\f ident\n",
          "\"\" ident\n",
          "[attr]m ident\nf m\n",
          "f m\n[attr]m ident\n",
          "[attr]m ident\n[attr]n m\nf n\n",
          "[attr]n m\n[attr]m ident\nf n\n",
          "[attr]m ident\nf -m\n",
          "[attr]m ident\nf !m\n",
          "[attr]m ident\nf m=1\n",
          "[attr]m ident\n* m\nf -m\n",
          "[attr]m ident\n* m\nf !m\n",
          "[attr]m ident\n* m\nf -ident\n",
          "[attr]m ident\n* -ident\nf m\n",
          "[attr]m ident\nf m -ident\n",
          "[attr]m ident\nf -ident m\n",
          "[attr]m -ident !eol export-ignore\n* ident eol=crlf\nf m\n",
          "[attr]m ident\n[attr]m eol=crlf\n* m\n",
          "[attr]m m ident\n* m\n",
          "[attr]a b\n[attr]b a ident\n* a\n",
          "[attr]ident eol=crlf\n* ident\n",
          "[attr]binary ident\n* binary\n",
          "* binary eol=crlf\n",
          "* -binary eol=crlf\n",
          "* !binary eol=crlf\n",
          "* binary text eol=crlf\n",
          "* text binary eol=crlf\n",
          "[attr] m ident\n",
          "[attr]m\n* m ident\n",
          "[attr]\n* ident\n",
          "\"[attr]m\" ident\n* m\n",
          " [attr]m ident\n* m\n",
          "[attr]m ident $\n* m\n",
          "[attr]-m ident\n* ident\n",
          "[attr]m$ ident\n* eol=crlf\n",
          "d/ ident\n",
          "d ident\n",
          "d/** ident\n",
          "d/* ident\n",
          "**/f ident\n",
          "/f ident\n",
          "d/f ident\n",
          "/d/f ident\n",
          "./f ident\n",
          "d//f ident\n",
          "*/f ident\n",
          "**f ident\n",
          "d/**/f ident\n",
          "f/ ident\n",
          "/ ident\n",
          "// ident\n",
          "* ident\n/ -ident\n",
          "*/ export-ignore\n",
          "d/ export-ignore\n",
          "d export-ignore\n",
          "d/e export-ignore\nd/f ident\n",
          "d/** export-ignore\n",
          "s export-ignore\n",
          "s/ export-ignore\n",
          "l export-ignore\n",
          "l/ export-ignore\n",
          "l ident eol=crlf working-tree-encoding=UTF-16 filter=x\n",
          "s ident eol=crlf working-tree-encoding=UTF-16 filter=x\n",
          "* export-ignore\nf -export-ignore\n",
          "* export-ignore\nd !export-ignore\n",
          "* export-ignore=1\n",
          "F ident\n",
          "*.TXT ident\n",
          "* IDENT Ident\n",
          "* EOL=crlf\n",
          "* eol=CRLF\n",
          "* working-tree-encoding=utf-16\n",
          "f ident\nf -ident\n",
          "f -ident\nf ident\n",
          "f ident -ident\n",
          "f -ident ident\n",
          "f ident !ident\n",
          "* ident\nf !ident\n",
          "f ident=\n",
          "f ident=x\n",
          "f ident $x\n",
          "f $x ident\n",
          "f builtin_x ident\n",
          "f builtin_objectmode ident\n",
          "f -=x ident\n",
          "f =x ident\n",
          "f -ident=x eol=crlf\n",
          "f !ident=x eol=crlf\n",
          "f --ident eol=crlf\n",
          "f ident,eol=crlf\n",
          "\u00ef\u00bb\u00bff ident\nF ident\n",
          "f\0 ident\nF ident\n",
          "F ident\n\0f ident\n",
          "\u00ff ident\nf ident\n",
          "a] ident\n",
          "[a]] ident\n",
          "[ ident\n",
          "- ident\n",
          "-- ident\n",
          "\n\n\nf ident\n\n",
          "");

  /** Attribute files of the root, of {@code d} and of {@code d/e}. */
  private static final List<List<String>> NESTED =
      List.of(
          List.of("f ident\n", "f -ident\n", ""),
          List.of("f ident\n", "f !ident\n", ""),
          List.of("f ident\n", "* !ident\n", "f ident\n"),
          List.of("d/f ident\n", "f eol=crlf\n", ""),
          List.of("* ident\n", "/f -ident\n", ""),
          List.of("* ident\n", "e/ -ident\n", ""),
          List.of("* ident\n", "e/f -ident\n", ""),
          List.of("* ident\n", "d/f -ident\n", ""),
          List.of("* ident\n", "**/f -ident\n", "f ident\n"),
          List.of("", "[attr]m ident\n* m\n", ""),
          List.of("[attr]m ident\n", "* m\n", "* -m\n"),
          List.of("[attr]m ident\n", "[attr]m -ident eol=crlf\n* m\n", ""),
          List.of("* eol=crlf\n", "* binary\n", "* text\n"),
          List.of("* eol=crlf\n", "* -text\n", "* !text\n"),
          List.of("* text=auto\n", "* eol=crlf\n", "* -crlf\n"),
          List.of("* export-ignore\n", "* -export-ignore\n", ""),
          List.of("d/f export-ignore\n", "f -export-ignore\n", "f export-ignore\n"),
          List.of("", ".gitattributes export-ignore\n* ident\n", "f -ident\n"));

  @TempDir Path directory;

  @Test
  void everyOddAttributeFileIsReadAsGitReadsIt() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Map<String, Oid> cases = new LinkedHashMap<>();
    for (String root : ROOTS) {
      cases.put(root, commit(repository, root, "", ""));
    }
    for (List<String> files : NESTED) {
      cases.put(
          String.join("|", files), commit(repository, files.get(0), files.get(1), files.get(2)));
    }
    for (String kind : List.of("40000", "160000", "120000", "100755", "100664")) {
      cases.put("as " + kind, withAttributesAs(repository, kind));
    }
    for (int length = LONGEST_LINE - 1; length <= LONGEST_LINE + 2; length++) {
      String line = "f" + " ".repeat(length - 6) + "ident";
      cases.put("long " + length, commit(repository, line + "\nF ident\n", "", ""));
      cases.put("last " + length, commit(repository, line, "", ""));
      cases.put("CR " + length, commit(repository, line.substring(1) + "\r\n", "", ""));
      cases.put("blank " + length, commit(repository, " f" + line.substring(2) + "\n", "", ""));
      cases.put("tail " + length, commit(repository, "f ident" + " ".repeat(length - 7), "", ""));
    }
    repository.flush();
    List<GitArchive.Job> jobs = new ArrayList<>();
    cases.values().forEach(commit -> jobs.add(new GitArchive.Job(commit, ByteString.EMPTY)));
    List<byte[]> git = GitArchive.of(repository, jobs);
    try (OurArchive ours = new OurArchive(repository)) {
      int number = 0;
      for (Map.Entry<String, Oid> one : cases.entrySet()) {
        byte[] tar = ours.of(one.getValue(), ByteString.EMPTY);
        TarBytes.assertSame(one.getKey(), tar, git.get(number++));
      }
    }
    assertThat(cases).hasSizeGreaterThan(ROOTS.size());
  }

  private static Oid commit(RawRepository repository, String root, String inD, String inE) {
    Oid e = repository.tree(items(repository, inE, List.of("f", "x.txt")));
    List<Item> d = items(repository, inD, List.of("f", "x.TXT"));
    d.add(new Item("40000", "e", e));
    List<Item> items = items(repository, root, FILES);
    items.add(new Item("40000", "d", repository.tree(d)));
    items.add(new Item("120000", "l", content(repository)));
    items.add(new Item("160000", "s", content(repository)));
    return repository.commit(repository.tree(items));
  }

  private static List<Item> items(RawRepository repository, String attributes, List<String> names) {
    List<Item> items = new ArrayList<>();
    for (String name : names) {
      items.add(new Item("100644", name, content(repository)));
    }
    Oid file = repository.blob(attributes.getBytes(StandardCharsets.ISO_8859_1));
    items.add(new Item("100644", ".gitattributes", file));
    return items;
  }

  private static Oid content(RawRepository repository) {
    return repository.blob("a $Id$ b\n");
  }

  /** Something else than a plain file under the name of the attribute file. */
  private static Oid withAttributesAs(RawRepository repository, String mode) {
    Oid lines = repository.blob("* ident\n");
    Oid tree = repository.tree(List.of(new Item("100644", ".gitattributes", lines)));
    Oid elsewhere = Oid.fromHex("1".repeat(40));
    Map<String, Oid> ids = Map.of("40000", tree, "160000", elsewhere);
    Item odd = new Item(mode, ".gitattributes", ids.getOrDefault(mode, lines));
    Item file = new Item("100644", "f", content(repository));
    Oid d = repository.tree(List.of(odd, file));
    return repository.commit(repository.tree(List.of(file, odd, new Item("40000", "d", d))));
  }
}
