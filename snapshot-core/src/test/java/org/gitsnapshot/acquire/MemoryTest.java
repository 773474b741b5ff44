package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes whose heap is smaller than the objects they read. */
@Tag("one-jvm")
final class MemoryTest {
  private static final long MIB = 1 << 20;

  private final Path temp;
  private final GitRepo repo;

  MemoryTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  @BeforeEach
  void configure() {
    repo.git("config", "core.compression", "1");
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true");
  }

  /** Makes a file that is mostly zeros, whose parts differ all the same. */
  private void writeLarge(String name, long size) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(repo.directory().resolve(name).toFile(), "rw")) {
      file.setLength(size);
      for (long at = 0; at < size; at += 4 * MIB) {
        file.seek(at);
        file.writeLong(at);
      }
    }
  }

  private String acquire(String heap, String cache, String url, Oid commit) throws Exception {
    return ChildJvm.start(
            temp,
            List.of("-Xmx" + heap),
            Map.of(),
            temp.resolve(cache).toString(),
            url,
            commit.hex())
        .finish();
  }

  @Test
  void aBlobOfTwiceTheHeapIsReadLooseAndPackedAndFetched() throws Exception {
    long size = 80 * MIB;
    repo.git("config", "core.bigFileThreshold", "1g"); // So that it is written loose.
    writeLarge("large", size);
    Oid commit = repo.commit("large");
    String path = repo.directory().toString();
    assertThat(acquire("40m", "cache", path, commit)).isEqualTo("" + size);
    repo.git("gc", "-q");
    assertThat(acquire("40m", "cache", path, commit)).isEqualTo("" + size);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThat(acquire("40m", "cache", daemon.url("repo"), commit)).isEqualTo("" + size);
    }
  }
}
