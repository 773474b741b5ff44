package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects as large as they come, read with a heap of 256 MiB. Takes about two minutes and 3 GiB of
 * disk, so its name keeps it out of the ordinary run: {@code mvn test -Dtest=LargeObjectsCheck}.
 */
final class LargeObjectsCheck {
  private static final long MIB = 1 << 20;

  private final Path temp;
  private final GitRepo repo;

  LargeObjectsCheck(@TempDir Path temp) {
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
  void aBlobOfMoreThanTwoGibibytesIsReadWith256Mebibytes() throws Exception {
    long size = 2048 * MIB + 8;
    writeLarge("huge", size);
    Oid commit = repo.commit("huge"); // Above core.bigFileThreshold: whole in a pack.
    assertThat(repo.git("count-objects", "-v")).contains("packs: 1");
    assertThat(acquire("256m", "cache", repo.directory().toString(), commit)).isEqualTo("" + size);
  }

  @Test
  void manyBlobsStoredAsDifferencesAreReadAndFetchedWith256Mebibytes() throws Exception {
    int size = (int) (40 * MIB);
    int count = 10;
    Random random = new Random(1);
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      for (int change = 0; change < 100; change++) {
        bytes[random.nextInt(size)]++;
      }
      repo.write("file" + i, bytes);
    }
    Oid commit = repo.commit("many");
    repo.git("-c", "pack.threads=1", "-c", "pack.window=3", "repack", "-adfq");
    String all = "" + (long) size * count;
    assertThat(acquire("256m", "cache", repo.directory().toString(), commit)).isEqualTo(all);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThat(acquire("256m", "cache", daemon.url("repo"), commit)).isEqualTo(all);
    }
  }
}
