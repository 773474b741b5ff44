package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRepositoryTest {
  private final Path temp;
  private final GitRepo repo;

  StoredRepositoryTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  @BeforeEach
  void commit() {
    repo.commitFile("a", "text\n");
    repo.git("tag", "-a", "-m", "x", "v1");
  }

  private static String read(StoredRepository repository, Oid blob) throws IOException {
    try (ObjectReader reader =
        StoredObjects.of(repository, "it", DamageCare.OF_ITS_OWNER).newReader()) {
      return new String(reader.read(blob, ObjectType.BLOB, 100), StandardCharsets.UTF_8);
    }
  }

  @Test
  void opensAWorkTreeAndALinkedOne() throws Exception {
    repo.git("worktree", "add", "-q", temp.resolve("linked").toString());
    Path inner = repo.directory().resolve(".git");
    for (Path path : new Path[] {repo.directory(), inner, temp.resolve("linked")}) {
      try (StoredRepository opened = StoredRepository.open(path)) {
        assertThat(opened.common().toRealPath()).isEqualTo(inner.toRealPath());
        assertThat(opened.objects().toRealPath()).isEqualTo(inner.resolve("objects").toRealPath());
        assertThat(read(opened, repo.id("HEAD:a"))).isEqualTo("text\n");
        assertThat(RefFinder.in(opened).find("HEAD")).isEqualTo(repo.id("HEAD"));
      }
    }
  }

  /** Objects and refs are read without JGit, which would say what is wrong now. */
  @Test
  void doesWithoutJGitWhereItCan() throws Exception {
    repo.git("pack-refs", "--all");
    Oid blob = repo.id("HEAD:a");
    try (StoredRepository opened = StoredRepository.open(repo.directory())) {
      Files.writeString(repo.directory().resolve(".git/config"), "[core\n");
      assertThat(read(opened, blob)).isEqualTo("text\n");
      assertThat(RefFinder.in(opened).find("refs/tags/v1")).isNotNull();
      try (History history = new StoredHistory(opened.retain(), "it")) {
        assertThat(history.refs().refs()).hasSize(2);
        assertThat(history.packedObjects()).isZero();
      }
      assertThatThrownBy(opened::jgit)
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith("cannot open the repository " + repo.directory());
    }
  }

  @Test
  void isOpenUntilAllHaveClosedIt() throws Exception {
    Oid blob = repo.id("HEAD:a");
    StoredRepository opened = StoredRepository.open(repo.directory());
    StoredRepository other = opened.retain();
    opened.close();
    assertThat(read(other, blob)).isEqualTo("text\n");
    assertThat(other.jgit().getDirectory()).isDirectory();
    other.close();
    StoredRepository closed = StoredRepository.open(repo.directory());
    closed.close();
    assertThatThrownBy(closed::jgit).hasMessageEndingWith(" is closed");
  }
}
