package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single refs, beside git rev-parse. */
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
    try (Repository repository = HermeticGit.open(directory)) {
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
}
