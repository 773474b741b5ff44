package org.gitsnapshot.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpSourceTest {
  private final Path temp;
  private final GitRepo repo;
  private final GitHttpServer server;
  private final List<String> stages = new ArrayList<>();
  private final AcquireOptions options;

  HttpSourceTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.server = GitHttpServer.start(temp);
    this.options = AcquireOptions.of(temp.resolve("cache")).withListener(stages::add);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private final List<Oid> commits = new ArrayList<>();

  @BeforeEach
  void makeHistory() {
    for (int i = 0; i < 4; i++) {
      commits.add(repo.commitFile("file" + i, "content " + i + "\n"));
    }
  }

  private ObjectStore acquire(Oid commit, String... ref) throws IOException {
    try (Acquirer acquirer = new Acquirer(options)) {
      return acquirer.acquire(List.of(server.url("repo/.git")), commit, Stream.of(ref).findFirst());
    }
  }

  /** Reads a file of a commit, which reads and proves commit, tree and blob. */
  private void requireReadable(ObjectStore store, Oid commit, String path) throws IOException {
    try (ObjectReader reader = store.newReader()) {
      byte[] bytes = reader.read(repo.id(commit + ":" + path), ObjectType.BLOB, 1000);
      assertThat(new String(bytes, UTF_8)).isEqualTo(repo.git("show", commit + ":" + path) + "\n");
    }
  }

  private List<String> cachedObjects(String suffix) throws IOException {
    try (Stream<Path> caches = Files.list(temp.resolve("cache/repositories"))) {
      Path cache =
          caches.filter(path -> path.toString().endsWith(suffix)).findFirst().orElseThrow();
      String out =
          GitRepo.run(cache, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)");
      return out.lines().toList();
    }
  }

  @Test
  void fetchesOneCommitWithoutItsHistory() throws Exception {
    Oid commit = commits.get(2);
    try (ObjectStore store = acquire(commit)) {
      requireReadable(store, commit, "file1");
    }
    assertThat(cachedObjects(".git"))
        .containsExactlyInAnyOrder("commit", "tree", "blob", "blob", "blob");
  }
}
