package org.gitsnapshot.convert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.gitsnapshot.testing.TarContents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random attributes on random contents give the bytes of git, {@code export-subst} among them.
 * {@code -Dsnapshot.long=true} tries ten times as many files, {@code -Dsnapshot.seed=N} others.
 */
@Tag("one-jvm")
class RandomConversionsTest {
  private static final int CASES = Boolean.getBoolean("snapshot.long") ? 8000 : 800;

  private static final String[] ATTRIBUTES = {
    "text",
    "-text",
    "!text",
    "text=auto",
    "text=auto eol=crlf",
    "text=input",
    "text=x",
    "eol=crlf",
    "eol=crlf",
    "eol=crlf",
    "eol=lf",
    "eol=x",
    "-eol",
    "crlf",
    "-crlf",
    "crlf=input",
    "crlf=auto",
    "ident",
    "ident",
    "-ident",
    "ident=x",
    "export-subst",
    "export-subst",
    "-export-subst",
    "export-subst=x",
    "binary",
    "filter=lfs",
    "filter",
    "diff=lfs merge=lfs",
    "working-tree-encoding=UTF-8",
    "working-tree-encoding=utf8",
    "-working-tree-encoding",
    "working-tree-encoding=",
    "working-tree-encoding=UTF-16",
    "working-tree-encoding=utf16le-bom",
    "working-tree-encoding=UTF-16BE",
    "working-tree-encoding=UTF-32",
    "working-tree-encoding=ISO-8859-15",
    "working-tree-encoding=latin-1",
    "working-tree-encoding=SHIFT_JIS",
    "working-tree-encoding=euc-jp"
  };
  private static final String[] PIECES = {
    "a",
    "a",
    "word ",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u0001",
    "\u001a",
    "\u007f",
    "\t\b\f\u001b",
    "\u00e9",
    "\u00ff",
    "\u20ac",
    "\u2015",
    "\ufeff",
    "\u3042\u6f22",
    "\ud83d\ude00",
    "\udb40\udc41",
    "$Id$",
    "$Id$",
    "$Id: 12 $",
    "$Id:12$",
    "$Id: a b $",
    "$Id: \r$",
    "$Id: \u0001\u0001 $",
    "$Id:",
    "$Id",
    "$I",
    " $",
    "$",
    "$Format:%H$",
    "$Format:%H$",
    "$Format:%H$",
    "$Format:%H",
    "$Format:",
    "$$Format:$"
  };

  /** Bytes that are not UTF-8, one char each. */
  private static final String[] BROKEN = {
    "\u00ff", "\u00e2\u0082", "\u00ed\u00a0\u0080", "\u00c0\u0080"
  };

  /** Buffers end here, in this library or in git. */
  private static final int[] BORDERS = {8192, 8192, 16384, 65536};

  private record Case(String attributes, ByteString content, Oid blob) {}

  @TempDir Path directory;

  @Test
  void everyFileIsWhatGitMakesOfIt() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Random random = new Random(Long.getLong("snapshot.seed", 7));
    Map<String, Case> cases = new TreeMap<>();
    for (int i = 0; i < CASES; i++) {
      cases.put("f" + i, randomCase(random, repository));
    }
    assertSameTar(repository, cases);
  }

  private static void assertSameTar(RawRepository repository, Map<String, Case> cases)
      throws IOException {
    Oid commit = commit(repository, cases);
    repository.flush();
    byte[] git = GitArchive.of(repository, commit, "");
    Map<String, byte[]> archived = TarContents.files(git);
    byte[] tar;
    try (OurArchive ours = new OurArchive(repository)) {
      tar = ours.of(commit, ByteString.EMPTY);
    }
    Map<String, byte[]> made = TarContents.files(tar);
    int changed = 0;
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Case> one : cases.entrySet()) {
      ByteString expected = ByteString.of(requireNonNull(archived.get(one.getKey())));
      ByteString our = ByteString.of(requireNonNull(made.get(one.getKey())));
      changed += expected.equals(one.getValue().content) ? 0 : 1;
      if (!our.equals(expected)) {
        wrong.add(one.getValue() + ": " + our + ", not " + expected);
      }
    }
    assertThat(wrong).isEmpty();
    TarBytes.assertSame("random conversions", tar, git);
    assertThat(changed).isBetween(cases.size() / 5, cases.size() * 4 / 5);
  }

  private static Oid commit(RawRepository repository, Map<String, Case> cases) {
    List<Item> items = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    cases.forEach(
        (name, one) -> {
          items.add(new Item("100644", name, one.blob));
          lines.append(name).append(' ').append(one.attributes).append('\n');
        });
    items.add(new Item("100644", ".gitattributes", repository.blob(lines.toString())));
    return repository.commit(repository.tree(items));
  }

  private static Case randomCase(Random random, RawRepository repository) {
    List<String> words = new ArrayList<>();
    for (int k = 1 + random.nextInt(4); k > 0; k--) {
      words.add(ATTRIBUTES[random.nextInt(ATTRIBUTES.length)]);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int length = 0;
    int filler = random.nextInt(8);
    if (filler < 3) {
      // Enough that one or two control characters do not make it binary.
      length = 120 + random.nextInt(16);
    } else if (filler == 3) {
      length = BORDERS[random.nextInt(BORDERS.length)] - random.nextInt(8);
    }
    content.writeBytes("x".repeat(length).getBytes(StandardCharsets.UTF_8));
    for (int k = random.nextInt(7); k > 0; k--) {
      boolean broken = random.nextInt(60) == 0;
      String piece =
          (broken ? BROKEN : PIECES)[random.nextInt(broken ? BROKEN.length : PIECES.length)];
      content.writeBytes(
          piece.getBytes(broken ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }
    byte[] bytes = content.toByteArray();
    if (random.nextInt(20) == 0) {
      bytes = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE);
    }
    return new Case(String.join(" ", words), ByteString.of(bytes), repository.blob(bytes));
  }

  private static Oid single(RawRepository repository, String attributes, Oid blob) {
    Oid lines = repository.blob("f " + attributes + "\n");
    return repository.commit(
        repository.tree(
            List.of(new Item("100644", ".gitattributes", lines), new Item("100644", "f", blob))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "text=auto",
        "eol=lf",
        "text eol=lf",
        "-text eol=crlf",
        "binary",
        "filter=lfs diff=lfs merge=lfs -text",
        "working-tree-encoding=UTF-8",
        "diff=cpp linguist-vendored whitespace=cr-at-eol"
      })
  void whatLeavesTheBytesAloneGivesTheTarOfGit(String attributes) throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Oid blob = repository.blob("one\ntwo\r\n$Id$ $Format:%H$\n");
    Oid commit = single(repository, attributes, blob);
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      byte[] tar = ours.of(commit, ByteString.utf8("p/"));
      TarBytes.assertSame(attributes, tar, GitArchive.of(repository, commit, "p/"));
    }
  }

  @Test
  void theRefusalNamesThePathAndTheAttribute() throws IOException {
    String attribute = "working-tree-encoding=UTF-7";
    RawRepository repository = RawRepository.init(directory);
    Oid file = repository.blob("line\n$Id$ $Format:%H$\n");
    Oid inner = repository.tree(List.of(new Item("100644", "na me", file)));
    Oid lines = repository.blob("* " + attribute + "\n");
    Oid commit =
        repository.commit(
            repository.tree(
                List.of(
                    new Item("40000", "dir", inner),
                    // Empty, so that only the file below can be meant.
                    new Item("100644", ".gitignore", repository.blob("")),
                    new Item("120000", ".gitattributes", lines))));
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      assertThatThrownBy(() -> ours.of(commit, ByteString.EMPTY))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageStartingWith("dir/na me: its attribute " + attribute + " ");
    }
  }

  @Test
  void anEncodingWithoutANameIsRefusedByGitAndByUs() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Oid commit = single(repository, "working-tree-encoding", repository.blob(""));
    repository.flush();
    GitArchive.Job job = new GitArchive.Job(commit, ByteString.EMPTY);
    assertThat(GitArchive.attempt(repository, List.of(job))).containsExactly(Optional.empty());
    try (OurArchive ours = new OurArchive(repository)) {
      assertThatThrownBy(() -> ours.of(commit, ByteString.EMPTY))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageContaining("f: its attribute working-tree-encoding names no encoding");
    }
  }
}
