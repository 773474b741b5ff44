package org.gitsnapshot.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that no git would make by itself, but that somebody can. */
@Tag("one-jvm")
class OddTreesTest {
  @TempDir Path directory;

  private RawRepository repository;
  private Oid blob;

  @BeforeEach
  void makeRepository() {
    repository = RawRepository.init(directory);
    blob = repository.blob("x");
  }

  @Test
  void namesThatGitRefusesAreRefused() throws IOException {
    String[] names = {
      ".",
      "..",
      ".git",
      ".GIT",
      ".gIt",
      "git~1",
      "GIT~1",
      "git~2",
      ".git ",
      ".git.",
      ".git . .",
      ".git..x",
      ".gitx",
      ".git:x",
      ".git::$INDEX_ALLOCATION",
      "..git",
      ". ",
      "...",
      ".. ",
      "git",
      "/",
      "/a",
      "a/",
      "a//b",
      "a/b",
      "a/../b",
      "a/./b",
      "a/..",
      "./a",
      "../a",
      "a/.git/b",
      "\\",
      "a\\b",
      "..\\a",
      "a\\..\\b",
      ".git\\a",
      "\\.git",
      "\\\\.git",
      "\\git~1",
      "a\\.git",
      "a\\.git\\b",
      "a\\git~1",
      "con",
      "a:b",
      ".gitmodules",
      ".gitattributes",
      ".gitignore",
      ".mailmap",
      "a ",
      "\n",
      "\u007f",
      // What HFS+ ignores inside a name; git minds it on a Mac alone.
      ".g\u200cit"
    };
    Map<String, Oid> commits = new TreeMap<>();
    for (String name : names) {
      commits.put("file " + name, commitOf(new Item("100644", name, blob)));
      commits.put("link " + name, commitOf(new Item("120000", name, blob)));
      commits.put("module " + name, commitOf(new Item("160000", name, blob)));
      Oid inner = repository.tree(List.of(new Item("100644", "f", blob)));
      commits.put("directory " + name, commitOf(new Item("40000", name, inner)));
      Oid outer = repository.tree(List.of(new Item("100644", name, blob)));
      commits.put("deeper " + name, commitOf(new Item("40000", "d", outer)));
    }
    compareRefusals(commits);
  }

  @Test
  void linksThatStandForGitsOwnFilesAreRefusedAsByGit() throws IOException {
    Map<String, Oid> commits = new TreeMap<>();
    for (String name :
        List.of(
            ".gitmodules",
            ".GITMODULES",
            ".gitmodules ",
            ".gitmodules.",
            ".gitmodules:x",
            "gitmod~1",
            "GITMOD~4",
            "gitmod~5",
            "gi7eba~1",
            "GI7EBA~9",
            "gi7eba~10",
            "gi7eb~01",
            ".gitmodule",
            "gitmodules",
            ".gitattributes",
            ".gitignore",
            ".gitmodules. :x",
            ".gitmodules\\",
            ".gitmodules\\x",
            ".gitmodules:x\\y",
            "gitmod~1\\x",
            "gitmod~1:s",
            "gi7eba~1\\x",
            "gi7eba~1:s",
            "\\.gitmodules",
            "\\\\.gitmodules",
            "a\\.gitmodules",
            "a\\.gitmodules\\b",
            "a\\.gitmodules:x\\b",
            "a\\gitmod~1")) {
      commits.put("link " + name, commitOf(new Item("120000", name, blob)));
      commits.put("file " + name, commitOf(new Item("100644", name, blob)));
      Oid outer = repository.tree(List.of(new Item("120000", name, blob)));
      commits.put("deeper " + name, commitOf(new Item("40000", "d", outer)));
      Oid link = repository.tree(List.of(new Item("120000", "f", blob)));
      commits.put("link in " + name, commitOf(new Item("40000", name, link)));
      Oid file = repository.tree(List.of(new Item("100644", "f", blob)));
      commits.put("file in " + name, commitOf(new Item("40000", name, file)));
      Oid deep = repository.tree(List.of(new Item("40000", name, link)));
      commits.put("link deeper in " + name, commitOf(new Item("40000", "d", deep)));
    }
    compareRefusals(commits);
  }

  private void compareRefusals(Map<String, Oid> commits) throws IOException {
    repository.flush();
    List<GitArchive.Job> jobs = new ArrayList<>();
    commits.values().forEach(commit -> jobs.add(new GitArchive.Job(commit, ByteString.EMPTY)));
    List<String> wrong = new ArrayList<>();
    Iterator<Optional<byte[]>> tars = GitArchive.attempt(repository, jobs).iterator();
    int refused = 0;
    try (OurArchive ours = new OurArchive(repository)) {
      for (Map.Entry<String, Oid> one : commits.entrySet()) {
        Optional<byte[]> expected = tars.next();
        try {
          byte[] tar = ours.of(one.getValue(), ByteString.EMPTY);
          if (expected.isPresent()) {
            TarBytes.assertSame(one.getKey(), tar, expected.get());
          } else {
            wrong.add(one.getKey() + ": git refuses it");
          }
        } catch (CorruptObjectException e) {
          refused++;
          assertThat(e.getMessage()).doesNotContain("\n");
          if (expected.isPresent()) {
            wrong.add(one.getKey() + ": git does not refuse it: " + e.getMessage());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isPositive();
  }

  @Test
  void linesTwiceOrOutOfOrderAreArchivedAsTheyStand() throws IOException {
    Oid other = repository.blob("y");
    Oid inner = repository.tree(List.of(new Item("100644", "z", blob)));
    Oid empty = repository.tree(List.of());
    List<List<Item>> trees =
        List.of(
            List.of(new Item("100644", "a", blob), new Item("100644", "a", other)),
            List.of(new Item("100644", "b", blob), new Item("100644", "a", other)),
            List.of(new Item("40000", "a", empty), new Item("100644", "a", blob)),
            List.of(new Item("100644", "a", blob), new Item("40000", "a", inner)),
            List.of(new Item("40000", "a", inner), new Item("40000", "a", inner)));
    List<GitArchive.Job> jobs = new ArrayList<>();
    for (List<Item> tree : trees) {
      Oid commit = repository.commit(repository.treeInThisOrder(tree));
      jobs.add(new GitArchive.Job(commit, ByteString.utf8("p/")));
    }
    repository.flush();
    List<byte[]> expected = GitArchive.of(repository, jobs);
    try (OurArchive ours = new OurArchive(repository)) {
      for (int i = 0; i < jobs.size(); i++) {
        byte[] tar = ours.of(jobs.get(i).commit(), ByteString.utf8("p/"));
        TarBytes.assertSame("tree " + i, tar, expected.get(i));
      }
    }
  }

  /** Git would take them from an index, in which the last of two entries counts. */
  @Test
  void attributesThatMayCountOrNotAreRefused() throws IOException {
    Item attributes = new Item("100644", ".gitattributes", repository.blob("f export-ignore\n"));
    Item none = new Item("100644", ".gitattributes", blob);
    Item file = new Item("100644", "f", blob);
    Oid with = repository.tree(List.of(attributes, file));
    Oid without = repository.tree(List.of(file));
    Oid below = repository.tree(List.of(new Item("40000", "e", with)));
    List<List<Item>> trees =
        List.of(
            List.of(attributes, none, file),
            List.of(attributes, new Item("40000", ".gitattributes", without), file),
            List.of(new Item("160000", ".gitattributes", blob), attributes, file),
            List.of(new Item("100644", "d/.gitattributes", blob), new Item("100644", "d/f", blob)),
            List.of(new Item("100644", "d/f", blob), new Item("40000", "d", with)),
            List.of(new Item("40000", "d", with), new Item("40000", "d", without)),
            List.of(new Item("40000", "d", without), new Item("40000", "d", below)),
            List.of(new Item("40000", "d", with), new Item("100644", "d", blob)));
    List<Oid> commits = new ArrayList<>();
    for (List<Item> tree : trees) {
      commits.add(repository.commit(repository.treeInThisOrder(tree)));
    }
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      for (Oid commit : commits) {
        assertThatThrownBy(() -> ours.of(commit, ByteString.EMPTY))
            .as("tree %d", commits.indexOf(commit))
            .isInstanceOf(CorruptObjectException.class)
            .hasMessageContaining("has attributes that may count or not");
      }
    }
  }

  @Test
  void malformedTreesAreDamage() throws IOException {
    List<GitArchive.Job> jobs = new ArrayList<>();
    for (Item bad :
        List.of(
            new Item("100644", "", blob),
            new Item("100844", "f", blob),
            new Item("", "f", blob),
            new Item(" 100644", "f", blob))) {
      Oid commit = repository.commit(repository.treeInThisOrder(List.of(bad)));
      jobs.add(new GitArchive.Job(commit, ByteString.EMPTY));
    }
    repository.flush();
    assertThat(GitArchive.attempt(repository, jobs)).containsOnly(Optional.empty());
    for (GitArchive.Job job : jobs) {
      assertRefused(job.commit(), CorruptObjectException.class, "at byte 0");
    }
  }

  @Test
  void objectsOfAnotherKindAreDamage() throws IOException {
    Oid tree = repository.tree(List.of(new Item("100644", "f", blob)));
    for (Item bad :
        List.of(
            new Item("100644", "f", tree),
            new Item("120000", "f", tree),
            new Item("40000", "f", blob))) {
      Oid commit = commitOf(bad);
      repository.flush();
      assertRefused(commit, CorruptObjectException.class, "not a");
    }
  }

  @Test
  void aMissingObjectIsNamedWithItsPath() throws IOException {
    String absent = "1".repeat(40);
    for (String mode : List.of("100644", "120000", "40000")) {
      Item item = new Item(mode, "f", Oid.fromHex(absent));
      Oid inside = repository.tree(List.of(item));
      Oid commit = commitOf(new Item("40000", "d", inside));
      repository.flush();
      assertRefused(commit, UnavailableException.class, "d/f: ");
      assertRefused(commit, UnavailableException.class, absent);
    }
  }

  @Test
  void aLongPathOfAMissingObjectIsCut() throws IOException {
    String absent = "1".repeat(40);
    String name = "n".repeat(2000);
    Oid commit = commitOf(new Item("100644", name, Oid.fromHex(absent)));
    repository.flush();
    assertRefused(commit, UnavailableException.class, "n".repeat(400) + "...: ");
  }

  @Test
  void aTreeAsDeepAsTheLimitIsArchivedAndADeeperOneIsNot() throws IOException {
    Oid tree = repository.tree(List.of(new Item("100644", "f", blob)));
    for (int depth = 0; depth < 2048; depth++) {
      tree = repository.tree(List.of(new Item("40000", "d", tree)));
    }
    Oid deepest = repository.commit(tree);
    Oid deeper = commitOf(new Item("40000", "d", tree));
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      byte[] tar = ours.of(deepest, ByteString.EMPTY);
      TarBytes.assertSame("2048 deep", tar, GitArchive.of(repository, deepest, ""));
    }
    assertRefused(
        deeper, LimitExceededException.class, "more than 2048 directories inside each other, in d");
  }

  private Oid commitOf(Item item) {
    return repository.commit(repository.tree(List.of(item)));
  }

  private void assertRefused(Oid commit, Class<? extends SnapshotException> kind, String words)
      throws IOException {
    try (OurArchive ours = new OurArchive(repository)) {
      assertThatThrownBy(() -> ours.of(commit, ByteString.EMPTY))
          .isInstanceOf(kind)
          .hasMessageContaining(words);
    }
  }
}
