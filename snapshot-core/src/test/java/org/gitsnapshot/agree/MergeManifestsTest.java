package org.gitsnapshot.agree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.output.DirectoryLock;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.MergeReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MergeManifestsTest {
  @TempDir Path directory;

  private static MirrorManifest manifest(String... names) {
    return MirrorManifest.of(List.of(names).stream().map(MergeManifestsTest::file).toList());
  }

  private static MirrorFile file(String name) {
    return new MirrorFile(
        name,
        10,
        new Digest(DigestAlgorithm.SHA256, "%064x".formatted(name.length())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Origin.Download("u", Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  private static MergeReport merge(List<Path> places, Path file) throws IOException {
    ReadManifests reader =
        new ReadManifests(
            new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE)), RetryPolicy.DEFAULT);
    return new MergeManifests(reader, Progress.NONE)
        .run(places.stream().map(Path::toString).toList(), file);
  }

  @Test
  void whatAnotherAddsToTheListsMeanwhileIsNotLost() throws Exception {
    Path mirror = Files.createDirectory(directory.resolve("mirror"));
    Path shard = directory.resolve("shard.json");
    Files.write(shard, MirrorManifestJson.toBytes(manifest("shard")));
    MirrorLists.write(mirror, manifest("a"));
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch begins = new CountDownLatch(1);
    Future<MergeReport> merging;
    try (DirectoryLock lock = DirectoryLock.acquire(mirror, what -> {})) {
      merging =
          other.submit(
              () -> {
                begins.countDown();
                return merge(List.of(mirror, shard), mirror.resolve("manifest.json"));
              });
      assertThat(begins.await(10, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(100);
      assertThat(merging.isDone()).isFalse();
      MirrorLists.write(mirror, manifest("a", "added"));
    }
    assertThat(merging.get(10, TimeUnit.SECONDS)).isEqualTo(new MergeReport(3, Optional.empty()));
    other.shutdown();
    assertThat(MirrorManifestJson.read(mirror.resolve("manifest.json")))
        .isEqualTo(manifest("a", "added", "shard"));
    assertThat(mirror.toFile().list())
        .containsExactlyInAnyOrder("manifest.json", "SHA256SUMS", "index.html");
  }

  @Test
  void underAnotherNameTheManifestIsAlone() throws Exception {
    Path shard = directory.resolve("shard.json");
    Files.write(shard, MirrorManifestJson.toBytes(manifest("shard")));
    Path joined = directory.resolve("new/joined.json");
    assertThat(merge(List.of(shard), joined)).isEqualTo(new MergeReport(1, Optional.empty()));
    assertThat(joined).hasSameBinaryContentAs(shard);
    assertThat(directory.resolve("new").toFile().list()).containsExactly("joined.json");
  }
}
