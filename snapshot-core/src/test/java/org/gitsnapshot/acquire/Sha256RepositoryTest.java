package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories whose objects are named by SHA-256, however they are reached: a clear no. */
final class Sha256RepositoryTest {
  private static final Oid SHA1_ID = Oid.fromHex("12".repeat(20));

  private final Path temp;
  private final GitRepo repo;
  private final Oid commit;

  Sha256RepositoryTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("new"), "--object-format=sha256");
    this.commit = repo.commitFile("a", "a\n");
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true");
  }

  private void requireRefusal(String url) throws IOException {
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")))) {
      // An id of the wrong kind is refused before anybody is asked.
      assertThatThrownBy(() -> acquirer.acquire(List.of(url), commit, Optional.empty()))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageContaining("is named by SHA-256");
      assertThatThrownBy(() -> acquirer.acquire(List.of(url), SHA1_ID, Optional.empty()))
          .satisfies(e -> isClear(e, url));
      for (String ref : List.of("main", "HEAD")) {
        assertThatThrownBy(() -> acquirer.resolve(List.of(url), ref))
            .satisfies(e -> isClear(e, url));
      }
    }
  }

  private static void isClear(Throwable e, String url) {
    assertThat(e)
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining(url)
        .hasMessageContaining("sha256");
    assertThat(e.getMessage()).doesNotContain("\n");
    assertThat(((UnsupportedException) e).hint().orElseThrow()).contains("SHA-1");
  }

  @Test
  void onDisk() throws IOException {
    requireRefusal(repo.directory().toString());
  }

  @Test
  void inABundle() throws IOException {
    Path bundle = temp.resolve("x.bundle");
    repo.git("bundle", "create", "-q", bundle.toString(), "--all");
    requireRefusal(bundle.toString());
  }

  @Test
  void onAServer() throws IOException {
    try (GitHttpServer server = GitHttpServer.start(temp)) {
      requireRefusal(server.url("new/.git"));
    }
  }

  @Test
  void onAServerOfGitsOwnProtocol() throws IOException {
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      requireRefusal(daemon.url("new/.git"));
    }
  }

  @Test
  void onAServerOfTheOldProtocol() throws IOException {
    try (GitDaemon daemon = GitDaemon.startWithProtocolZero(temp)) {
      requireRefusal(daemon.url("new/.git"));
    }
  }

  @Test
  void onAServerOfPlainFiles() throws IOException {
    repo.git("update-server-info");
    try (GitHttpServer server = GitHttpServer.start(temp)) {
      server.dumb();
      requireRefusal(server.url("new/.git"));
    }
  }
}
