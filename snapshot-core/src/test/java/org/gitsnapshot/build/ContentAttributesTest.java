package org.gitsnapshot.build;

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
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.gitsnapshot.testing.TarContents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file is refused if git would archive other bytes than the blob's, and not otherwise.
 *
 * <p>Two exceptions are on the safe side: any {@code $Id} with {@code ident}, and any file with an
 * encoding other than UTF-8, although git may leave it as it is. {@code -Dsnapshot.long=true} tries
 * ten times as many files.
 */
class ContentAttributesTest {
  private static final int CASES = Boolean.getBoolean("snapshot.long") ? 4000 : 400;

  private static final String[] ATTRIBUTES = {
    "text",
    "-text",
    "!text",
    "text=auto",
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
    "-ident",
    "ident=x",
    "export-subst",
    "-export-subst",
    "export-subst=x",
    "binary",
    "filter=lfs",
    "diff=lfs merge=lfs",
    "working-tree-encoding=UTF-8",
    "working-tree-encoding=utf8",
    "-working-tree-encoding",
    "working-tree-encoding=",
    "working-tree-encoding=UTF-16LE-BOM",
    "working-tree-encoding=ISO-8859-1"
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
    "$Id$",
    "$Id: 12 $",
    "$Id",
    "$",
    "$Format:%H$",
    "$Format:%H",
    "$Format:",
    "$$Format:$"
  };

  private record Case(String attributes, ByteString content, Oid blob) {}

  @TempDir Path directory;

  @Test
  void exactlyWhatGitChangesIsRefused() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Random random = new Random(Long.getLong("snapshot.seed", 7));
    List<Case> cases = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < CASES; i++) {
      Case one = randomCase(random, repository);
      cases.add(one);
      items.add(new Item("100644", "f" + i, one.blob));
      lines.append('f').append(i).append(' ').append(one.attributes).append('\n');
    }
    items.add(new Item("100644", ".gitattributes", repository.blob(lines.toString())));
    Oid together = repository.commit(repository.tree(items));
    List<Oid> alone = new ArrayList<>();
    for (Case one : cases) {
      alone.add(single(repository, one.attributes, one.blob));
    }
    repository.flush();
    Map<String, byte[]> archived = TarContents.files(GitArchive.of(repository, together, ""));

    int refused = 0;
    List<String> wrong = new ArrayList<>();
    try (OurArchive ours = new OurArchive(repository)) {
      for (int i = 0; i < CASES; i++) {
        Case one = cases.get(i);
        boolean changed = !one.content.equals(ByteString.of(requireNonNull(archived.get("f" + i))));
        String answer = answer(ours, alone.get(i), one);
        refused += answer.isEmpty() ? 0 : 1;
        boolean needless = answer.matches(".*attribute (ident|working-tree-encoding=[^ ]+) .*");
        if (changed ? answer.isEmpty() : !answer.isEmpty() && !needless) {
          wrong.add(one.attributes + " on " + one.content + ": " + answer);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isBetween(CASES / 10, CASES * 2 / 3);
  }

  /** Returns why it is refused, or nothing if its bytes are the blob's. */
  private static String answer(OurArchive ours, Oid commit, Case one) throws IOException {
    try {
      byte[] tar = ours.of(commit, ByteString.EMPTY);
      assertThat(TarContents.files(tar)).containsEntry("f", one.content.toByteArray());
      return "";
    } catch (UnsupportedException e) {
      assertThat(e.getMessage()).startsWith("f: its attribute ");
      return e.getMessage();
    }
  }

  private static Case randomCase(Random random, RawRepository repository) {
    List<String> words = new ArrayList<>();
    for (int k = 1 + random.nextInt(3); k > 0; k--) {
      words.add(ATTRIBUTES[random.nextInt(ATTRIBUTES.length)]);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (random.nextInt(3) == 0) {
      // Enough that one or two control characters do not make it binary.
      content.writeBytes("x".repeat(120 + random.nextInt(16)).getBytes(StandardCharsets.UTF_8));
    }
    for (int k = random.nextInt(5); k > 0; k--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      content.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = content.toByteArray();
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

  @ParameterizedTest
  @ValueSource(strings = {"eol=crlf", "ident", "export-subst", "working-tree-encoding=UTF-16"})
  void theRefusalNamesThePathAndTheAttribute(String attribute) throws IOException {
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
          .hasMessageStartingWith("dir/na me: its attribute " + attribute + " changes");
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
