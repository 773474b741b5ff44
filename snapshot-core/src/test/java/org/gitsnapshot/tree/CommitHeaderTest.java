package org.gitsnapshot.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitHeaderTest {
  private static final String AUTHOR = "author A <a> 1 +0000\n";

  private static final List<String> ODD =
      List.of(
          AUTHOR + "committer C <c>> 5 +0000\n\nm\n",
          AUTHOR + "committer C> <c> 5 +0000\n\nm\n",
          AUTHOR + "committer C <c>5 +0000\n\nm\n",
          AUTHOR + "committer C <c>\n\n5 is the message\n",
          AUTHOR + "committer C c 5 +0000\n\nmore > 6\nmore\n",
          AUTHOR + "committer C c 5 +0000\n\nnothing more",
          AUTHOR + "committerC <c> 5 +0000\n\nm\n",
          AUTHOR + "committe C <c> 5 +0000\n\nm\n",
          AUTHOR + "committer C <c> \u000b\f\r 5 +0000\n\nm\n",
          AUTHOR + "committer C <c> \u001c5 +0000\n\nm\n",
          AUTHOR + "committer C <c> \u00a05 +0000\n\nm\n",
          AUTHOR + "committer C <c> +-5 +0000\n\nm\n",
          AUTHOR + "committer C <c> - 5 +0000\n\nm\n",
          AUTHOR + "committer C <c> 5",
          AUTHOR + "committer C <c> 5 +0000\n",
          AUTHOR + "committer C <c> 5 +0000\n\n",
          AUTHOR + "committer C <c> -18446744073709551615 +0000\n\n",
          AUTHOR + "committer C <c> -18446744073709551616 +0000\n\n",
          AUTHOR + "committer C <c> -9223372036854775809 +0000\n\n",
          AUTHOR + "odd line\ncommitter C <c> 5 +0000\n\nm\n",
          "committer C <c> 5 +0000\n\nm\n",
          "odd line\n" + AUTHOR + "committer C <c> 5 +0000\n\nm\n",
          "authors\ncommitter C <c> 5 +0000\n\nm\n",
          "author\ncommitter C <c> 5 +0000\n\nm\n",
          "author A <a> 1 +0000",
          "\nmessage\n");

  @Test
  void oddAuthorAndCommitterLinesGiveTheTimeOfGit(@TempDir Path directory) throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Oid tree = repository.tree(List.of(new Item("100644", "f", repository.blob("x"))));
    List<GitArchive.Job> jobs = new ArrayList<>();
    for (String rest : ODD) {
      jobs.add(new GitArchive.Job(repository.commit(tree, rest), ByteString.EMPTY));
    }
    repository.flush();
    List<byte[]> expected = GitArchive.of(repository, jobs);
    try (OurArchive ours = new OurArchive(repository)) {
      for (int i = 0; i < ODD.size(); i++) {
        byte[] tar = ours.of(jobs.get(i).commit(), ByteString.EMPTY);
        TarBytes.assertSame(ODD.get(i), tar, expected.get(i));
      }
    }
  }

  @Test
  void parentsAreSkipped() throws IOException {
    String parents = "parent " + "a".repeat(40) + "\nparent " + "B".repeat(40) + "\n";
    String text =
        "tree " + "1".repeat(40) + "\n" + parents + AUTHOR + "committer C <c> 9 +0000\n\nm\n";
    assertThat(parse(text)).isEqualTo(new CommitHeader(Oid.fromHex("1".repeat(40)), 9));
  }

  @Test
  void aCommitWithoutATreeOrAnythingElseIsDamaged() {
    String tree = "tree " + "1".repeat(40);
    for (String text :
        List.of(
            "", "tree", "tree 12\n\nm\n", "T" + tree.substring(1) + "\n\nm\n", tree, tree + "\n")) {
      assertThatThrownBy(() -> parse(text))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageEndingWith("does not begin with its tree");
    }
  }

  @Test
  void aMalformedParentIsDamage() {
    assertThatThrownBy(() -> parse("tree " + "1".repeat(40) + "\nparent 12\n" + AUTHOR))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("malformed parent");
  }

  /** What git 2.55.0 gives, where it is not what 2.39 gives, and where it is. */
  @ParameterizedTest
  @CsvSource({
    "' C <c>> 5 +0000\n\nm\n', 5",
    "' C> <c> 5 +0000\n\nm\n', 5",
    "' C <c>5 +0000\n\nm\n', 5",
    "' C <c>\n\n5 is the message\n', 0",
    "' C c 5 +0000\n\nmore > 6\nmore\n', 0",
    "'C <c> 5 +0000\n\nm\n', 5",
    "' C <c> \013 5 +0000\n\nm\n', 0",
    "' C <c> \t 5 +0000\n\nm\n', 5",
    "' C <c> +5 +0000\n\nm\n', 0",
    "' C <c> - 5 +0000\n\nm\n', 0",
    "' C <c> 5', 0",
    "' C <c> 5 +0000\n', 5",
    "' C <c> 5>7 +0000\n\nm\n', 7",
    "' > 5\n\nm\n', 5",
    "' C <c>  -7 +0000\n\nm\n', -7",
  })
  void laterGitsReadTheTimeFromTheEndOfTheLine(String committer, long time) throws IOException {
    String text =
        "tree " + "1".repeat(40) + "\n" + AUTHOR + "committer" + committer.translateEscapes();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(CommitHeader.parse(Oid.fromHex("0".repeat(40)), bytes, true).time()).isEqualTo(time);
  }

  private static CommitHeader parse(String text) throws IOException {
    return CommitHeader.parse(
        Oid.fromHex("0".repeat(40)), text.getBytes(StandardCharsets.ISO_8859_1), false);
  }
}
