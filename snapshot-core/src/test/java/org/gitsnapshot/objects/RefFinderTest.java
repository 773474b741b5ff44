package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single refs, beside git rev-parse. */
@Tag("one-jvm")
class RefFinderTest {
  private final Path temp;
  private final GitRepo repo;

  RefFinderTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  @BeforeEach
  void makeRefs() {
    repo.commitFile("a", "a\n");
    repo.git("tag", "-a", "-m", "x", "v1");
    repo.git("branch", "packed");
    repo.git("pack-refs", "--all");
    repo.commitFile("a", "b\n");
    repo.git("branch", "loose");
    repo.git("branch", "dir/é");
  }

  private static @Nullable Oid find(Path directory, String name) throws IOException {
    try (StoredRepository repository = StoredRepository.open(directory)) {
      return RefFinder.in(repository).find(name);
    }
  }

  private void requireSame(GitRepo where, String name) throws IOException {
    assertThat(find(where.directory(), name)).as(name).isEqualTo(where.id(name));
  }

  private void write(String name, String text) throws IOException {
    Path file = repo.directory().resolve(".git").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void findsFilesAndWhatIsListed() throws Exception {
    for (String name :
        new String[] {
          "HEAD",
          "refs/heads/main",
          "refs/heads/packed",
          "refs/heads/loose",
          "refs/tags/v1",
          "refs/heads/dir/é"
        }) {
      requireSame(repo, name);
    }
    for (String name : new String[] {"refs/heads/dir", "refs/heads/none", "refs/tags", "NONE"}) {
      assertThat(find(repo.directory(), name)).as(name).isNull();
    }
    repo.git("pack-refs", "--all");
    requireSame(repo, "HEAD");
    requireSame(repo, "refs/heads/dir/é");
  }

  @Test
  void followsSymbolicOnesAsFarAsGit() throws Exception {
    write("refs/heads/s1", "ref: refs/heads/packed\n");
    for (int i = 2; i <= 7; i++) {
      write("refs/heads/s" + i, "ref: refs/heads/s" + (i - 1) + "\n");
    }
    requireSame(repo, "refs/heads/s1");
    requireSame(repo, "refs/heads/s4");
    assertThat(find(repo.directory(), "refs/heads/s7")).isNull();
    assertThatThrownBy(() -> repo.id("refs/heads/s7")).isInstanceOf(AssertionError.class);
    write("refs/heads/circle", "ref: refs/heads/circle\n");
    assertThat(find(repo.directory(), "refs/heads/circle")).isNull();
    write("refs/heads/dangling", "ref: refs/heads/none\n");
    assertThat(find(repo.directory(), "refs/heads/dangling")).isNull();
    write("refs/heads/head", "ref: HEAD\n");
    requireSame(repo, "refs/heads/head");
  }

  private boolean isKnownToGit(GitRepo where, String name) {
    try {
      where.id(name);
      return true;
    } catch (AssertionError unknown) {
      return false;
    }
  }

  /** Compares what is found, or that nothing is, also where it is refused. */
  private void compare(GitRepo where, String name) throws IOException {
    Oid found;
    try {
      found = find(where.directory(), name);
    } catch (IOException refused) {
      assertThat(refused).hasMessageEndingWith(" is no ref");
      found = null;
    }
    assertThat(found).as(name).isEqualTo(isKnownToGit(where, name) ? where.id(name) : null);
  }

  private void link(String name, String target) throws IOException {
    Path file = repo.directory().resolve(".git").resolve(name);
    Files.deleteIfExists(file);
    Files.createSymbolicLink(file, Path.of(target));
  }

  private static String sha(GitRepo where, String name) {
    return where.id(name) + "\n";
  }

  @Test
  void readsFiveAtMost() throws Exception {
    write("refs/heads/s1", "ref: refs/heads/packed\n");
    for (int i = 2; i <= 5; i++) {
      write("refs/heads/s" + i, "ref: refs/heads/s" + (i - 1) + "\n");
    }
    for (String name : new String[] {"refs/heads/s3", "refs/heads/s4", "refs/heads/s5"}) {
      compare(repo, name);
    }
    assertThat(find(repo.directory(), "refs/heads/s4")).isNotNull();
    assertThat(find(repo.directory(), "refs/heads/s5")).isNull();
  }

  @Test
  void followsToNamesOutsideRefs() throws Exception {
    for (String name : new String[] {"FOO", "ORIG_HEAD", "foo", "x/y", "a-B_c"}) {
      write(name, sha(repo, "packed"));
      write("refs/heads/to", "ref: " + name + "\n");
      requireSame(repo, "refs/heads/to");
    }
    for (String name : new String[] {"config", "NONE", "objects", "@", ".hidden"}) {
      write("refs/heads/to", "ref: " + name + "\n");
      compare(repo, "refs/heads/to");
    }
  }

  @Test
  void followsLinksAsGit() throws Exception {
    link("refs/heads/l", "refs/heads/packed");
    requireSame(repo, "refs/heads/l");
    link("refs/heads/l2", "refs/heads/l");
    requireSame(repo, "refs/heads/l2");
    link("refs/heads/beside", "loose");
    requireSame(repo, "refs/heads/beside");
    link("HEAD", "refs/heads/packed");
    requireSame(repo, "HEAD");
    repo.git("pack-refs", "--all");
    requireSame(repo, "HEAD");
    requireSame(repo, "refs/heads/l2");
    link("HEAD", "refs/heads/main");
    for (String target : new String[] {"refs/heads/none", "none", "packed", "refs/a..b", "."}) {
      // There is a listed ref of this name.
      link("refs/heads/packed", target);
      compare(repo, "refs/heads/packed");
    }
  }

  @Test
  void findsARepositoryWhoseHeadIsALink() throws Exception {
    repo.git("pack-refs", "--all");
    link("HEAD", "refs/heads/main");
    requireSame(repo, "HEAD");
    link("HEAD", "nowhere");
    assertThat(isKnownToGit(repo, "HEAD")).isFalse();
    assertThatThrownBy(() -> find(repo.directory(), "HEAD")).hasMessageStartingWith("not a git");
    link("HEAD", "HEAD");
    assertThatThrownBy(() -> find(repo.directory(), "HEAD")).hasMessageStartingWith("not a git");
  }

  /** Adds a line where git looks for it. */
  private void list(String name, String id) throws IOException {
    Path file = repo.directory().resolve(".git/packed-refs");
    Files.writeString(
        file,
        Stream.concat(Files.readString(file).lines().skip(1), Stream.of(id + " " + name))
                .filter(line -> !line.startsWith("^"))
                .sorted(Comparator.comparing(line -> line.substring(41)))
                .collect(Collectors.joining("\n"))
            + "\n");
  }

  @Test
  void takesListedNamesOutsideRefsAndRefusesDangerousOnes() throws Exception {
    String id = repo.id("packed").hex();
    Path file = repo.directory().resolve(".git/packed-refs");
    String list = Files.readString(file);
    for (String name :
        new String[] {"HEAD", "foo/x", "FOO_HEAD", "refs/heads/a b", "refs/heads/.x", "@", "a b"}) {
      Files.writeString(file, list);
      list(name, id);
      boolean read = true;
      try {
        repo.git("for-each-ref");
      } catch (AssertionError refused) {
        assertThat(refused).hasMessageContaining("packed refname is dangerous");
        read = false;
      }
      if (read) {
        requireSame(repo, "HEAD");
        compare(repo, name);
      } else {
        assertThatThrownBy(() -> find(repo.directory(), "HEAD"))
            .hasMessageContaining("packed-refs")
            .hasMessageEndingWith("has a name that git takes for dangerous");
      }
    }
  }

  @Test
  void spaceIsWhatGitTakesForIt() throws Exception {
    for (String space : new String[] {" ", "\t", "\r", "\n", "\u000b", "\f"}) {
      write("refs/heads/spaced", repo.id("packed") + space);
      compare(repo, "refs/heads/spaced");
      write("refs/heads/spaced", repo.id("packed") + space + "x");
      compare(repo, "refs/heads/spaced");
      write("refs/heads/spaced", "ref:" + space + "refs/heads/packed" + space + "\n");
      compare(repo, "refs/heads/spaced");
    }
  }

  @Test
  void leadsNowhereOutside() throws Exception {
    Files.writeString(temp.resolve("id"), repo.id("HEAD") + "\n");
    for (String target : new String[] {"../../id", "refs/../../../id", temp.resolve("id") + ""}) {
      write("refs/heads/out", "ref: " + target + "\n");
      assertThat(find(repo.directory(), "refs/heads/out")).as(target).isNull();
    }
  }

  @Test
  void refusesFilesThatAreNoRefs() throws Exception {
    for (String text : new String[] {"", "abc\n", "0".repeat(39) + "\n"}) {
      write("refs/heads/packed", text);
      assertThatThrownBy(() -> find(repo.directory(), "refs/heads/packed"))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("refs/heads/packed is no ref");
    }
    write("packed-refs", "nonsense\n");
    assertThatThrownBy(() -> find(repo.directory(), "HEAD")).hasMessageContaining("packed-refs");
  }

  @Test
  void findsTheRefsOfALinkedWorkTree() throws Exception {
    repo.git("worktree", "add", "-q", "-b", "other", temp.resolve("linked").toString(), "packed");
    GitRepo linked = GitRepo.at(temp.resolve("linked"));
    linked.git("update-ref", "refs/bisect/bad", "loose");
    for (String name :
        new String[] {"HEAD", "refs/heads/main", "refs/heads/other", "refs/bisect/bad"}) {
      requireSame(linked, name);
    }
    assertThat(find(repo.directory(), "refs/bisect/bad")).isNull();
  }

  @Test
  void looksForEachInOneDirectoryOfALinkedWorkTree() throws Exception {
    repo.git("worktree", "add", "-q", "-b", "other", temp.resolve("linked").toString(), "packed");
    GitRepo linked = GitRepo.at(temp.resolve("linked"));
    String[] names = {
      "refs/bisect/good",
      "refs/worktree/m",
      "refs/rewritten/x",
      "ORIG_HEAD",
      "FETCH_HEAD",
      "refs/heads/main",
      "refs/tags/v1",
      "refs/new/x"
    };
    for (String name : names) {
      write(name, sha(repo, "loose"));
      compare(linked, name);
      compare(repo, name);
    }
    for (String name : names) {
      write("worktrees/linked/" + name, sha(repo, "packed"));
      compare(linked, name);
      compare(repo, name);
    }
    list("refs/bisect/listed", repo.id("packed").hex());
    compare(linked, "refs/bisect/listed");
    for (String name : new String[] {"main-worktree/HEAD", "worktrees/linked/HEAD", "foo"}) {
      write("refs/heads/to", "ref: " + name + "\n");
      compare(linked, "refs/heads/to");
      compare(repo, "refs/heads/to");
    }
  }

  @Test
  void halvesASortedList() throws Exception {
    String commit = repo.id("packed").hex();
    String tag = repo.git("rev-parse", "v1");
    for (int i = 0; i < 60; i++) {
      write("refs/tags/t" + i, (i % 3 == 0 ? tag : commit) + "\n");
    }
    repo.git("pack-refs", "--all");
    Path list = repo.directory().resolve(".git/packed-refs");
    assertThat(Files.readString(list))
        .startsWith("# pack-refs with: peeled fully-peeled sorted \n");
    for (int i = 0; i < 60; i++) {
      requireSame(repo, "refs/tags/t" + i);
    }
    for (String name : new String[] {"refs/heads/dir/é", "refs/heads/main", "refs/tags/v1"}) {
      requireSame(repo, name);
    }
    for (String name : new String[] {"refs/a", "refs/tags/t", "refs/tags/t0/x", "refs/z", "z"}) {
      assertThat(find(repo.directory(), name)).as(name).isNull();
    }
    // What is not looked at matters to nobody, as to git; a list that is cut off does.
    String whole = Files.readString(list);
    Files.writeString(list, whole.replace(tag + " refs/tags/t0\n", "nonsense\n"));
    requireSame(repo, "refs/heads/main");
    assertThatThrownBy(() -> find(repo.directory(), "refs/tags/t0"))
        .hasMessageMatching("packed-refs line \\d+ has no id and name of a ref");
    Files.writeString(list, whole.substring(0, whole.length() - 1));
    assertThat(isKnownToGit(repo, "refs/heads/main")).isFalse();
    assertThatThrownBy(() -> find(repo.directory(), "refs/heads/main"))
        .hasMessageMatching("packed-refs line \\d+ is cut off");
  }

  /** Where a list is not sorted though it says so, git may miss a ref, and the same one is. */
  @Test
  void missesWhatGitMisses() throws Exception {
    Path list = repo.directory().resolve(".git/packed-refs");
    String id = repo.id("packed").hex();
    repo.git("pack-refs", "--all");
    int found = 0;
    for (int seed = 0; seed < 8; seed++) {
      List<String> lines = new ArrayList<>();
      for (int i = 10; i < 40; i++) {
        lines.add(id + " refs/heads/b" + i);
      }
      Collections.shuffle(lines, new Random(seed));
      Files.writeString(
          list,
          "# pack-refs with: peeled fully-peeled sorted \n" + String.join("\n", lines) + "\n");
      for (int i = 10; i < 40; i += 3) {
        compare(repo, "refs/heads/b" + i);
        found += find(repo.directory(), "refs/heads/b" + i) == null ? 0 : 1;
      }
    }
    assertThat(found).isBetween(1, 79);
  }

  /** Git moves a ref into the list and removes its file, in this order. */
  @Test
  void findsWhatIsMovedIntoTheListMeanwhile() throws Exception {
    repo.git("pack-refs", "--all");
    repo.commitFile("a", "c\n");
    repo.git("tag", "new");
    try (StoredRepository repository = StoredRepository.open(repo.directory())) {
      RefFinder finder = RefFinder.in(repository);
      RefFiles files = RefFiles.read(RefPlaces.of(repository));
      repo.git("pack-refs", "--all");
      assertThat(repo.directory().resolve(".git/refs/heads/main")).doesNotExist();
      for (String name : new String[] {"HEAD", "refs/heads/main", "refs/tags/new"}) {
        assertThat(finder.find(name)).as(name).isEqualTo(repo.id(name));
      }
      RefFiles.Value main = files.find(ByteString.utf8("refs/heads/main"));
      assertThat(main).isNotNull();
      assertThat(main.id()).isEqualTo(repo.id("main"));
      repo.git("tag", "-d", "new");
      assertThat(finder.find("refs/tags/new")).isNull();
    }
  }

  /** The list is read after the files, or what is moved from one to the other is in neither. */
  @Test
  void listsWhatIsMovedIntoTheListMeanwhile() throws Exception {
    // Branches stay in their files, and to read them takes a while.
    String id = repo.id("main") + "\n";
    for (int i = 0; i < 2000; i++) {
      write("refs/heads/many/" + i, id);
    }
    AtomicBoolean stop = new AtomicBoolean();
    Thread packing =
        new Thread(
            () -> {
              for (int i = 0; !stop.get(); i++) {
                repo.git("tag", "t" + i);
                repo.git("pack-refs");
              }
            });
    packing.start();
    try (StoredRepository repository = StoredRepository.open(repo.directory())) {
      int most = 0;
      for (int i = 0; i < 40; i++) {
        // None is ever removed.
        int found = RefFiles.read(RefPlaces.of(repository)).values().size();
        assertThat(found).isGreaterThanOrEqualTo(most);
        most = found;
      }
    } finally {
      stop.set(true);
      packing.join();
    }
  }
}
