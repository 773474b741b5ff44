package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.testing.TinyDisk;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes, power cuts and full disks leave in a cache, and that it is mended. */
@Tag("one-jvm")
final class CacheCrashTest {
  private static final int SIZE = 600_000;

  private final Path temp;
  private final GitRepo repo;
  private final GitHttpServer server;
  private final AcquireOptions options;
  private final CacheContents cache;
  private final Oid commit;

  CacheCrashTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.server = GitHttpServer.start(temp);
    this.options = AcquireOptions.of(temp.resolve("cache"));
    this.cache = new CacheContents(temp.resolve("cache"));
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    this.commit = repo.write("noise", noise).commit("noise");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return server.url("repo/.git");
  }

  private void acquire(AcquireOptions with) throws IOException {
    try (Acquirer acquirer = new Acquirer(with);
        ObjectStore store = acquirer.acquire(List.of(url()), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      assertThat(reader.read(repo.id(commit + ":noise"), ObjectType.BLOB, SIZE)).hasSize(SIZE);
    }
  }

  /** What no end of a file tells is found by reading, and mended by whoever comes next. */
  @Test
  void aByteThatHasChangedIsMendedByTheNext() throws Exception {
    acquire(options);
    for (String kind : List.of(".pack", ".idx", "config")) {
      Path file = file(kind);
      byte[] bytes = Files.readAllBytes(file);
      byte[] id = repo.id(commit + ":noise").toByteArray();
      int at = kind.equals(".idx") ? Bytes.indexOf(bytes, id) : bytes.length / 2;
      bytes[at] ^= 0x55;
      if (kind.equals("config")) {
        bytes[0] = '?';
      }
      assertThat(file.toFile().setWritable(true)).isTrue();
      Files.write(file, bytes);
      try {
        acquire(options);
      } catch (SnapshotException damaged) {
        assertThat(damaged.fullMessage())
            .as(kind)
            .endsWith("(the next run fetches anew what is in the cache)");
      }
      requireMended();
    }
  }

  /** Returns the largest file of a kind in the cache. */
  private Path file(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve("cache"))) {
      return files
          .filter(file -> file.toString().endsWith(kind))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private void requireMended() throws IOException {
    acquire(options);
    cache.requireSound();
    assertThat(cache.leftovers()).isEmpty();
    assertThat(cache.hasHistory()).isFalse();
    assertThat(packs()).hasSize(2);
    int asked = server.requests().size();
    acquire(options);
    assertThat(server.requests()).hasSize(asked);
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.list(cache.snapshots().resolve("objects/pack"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void aPackWithoutItsIndexIsFetchedAgain() throws IOException {
    acquire(options);
    Files.delete(packs().get(0));
    Files.delete(cache.snapshots().resolve("refs/snapshots/" + commit));
    requireMended();
  }

  @Test
  void aPackThatIsNotWholeIsFetchedAgainThoughItWasRecorded() throws IOException {
    acquire(options);
    Path pack = packs().get(1);
    assertThat(pack.toFile().setWritable(true)).isTrue();
    try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
      file.setLength(SIZE / 2);
    }
    try (Acquirer offline = new Acquirer(options.withOffline(true))) {
      assertThatThrownBy(() -> offline.acquire(List.of(url()), commit, Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("is not in the cache");
    }
    requireMended();
  }

  /** To open a pipe would wait until somebody writes into it. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeInThePlaceOfAPackOrItsIndexIsFetchedAgain() throws IOException {
    acquire(options);
    for (int which = 0; which < 2; which++) {
      Path file = packs().get(which);
      Files.delete(file);
      new Tool(temp).run(null, "mkfifo", file.toString());
      requireMended();
    }
  }

  @Test
  void anEmptyIndexIsMadeAgain() throws IOException {
    acquire(options);
    Path index = packs().get(0);
    assertThat(index.toFile().setWritable(true)).isTrue();
    Files.write(index, new byte[0]);
    requireMended();
  }

  @Test
  void marksAndTemporaryFilesGoAlsoFromRepositoriesThatNobodyAsksFor() throws IOException {
    acquire(options);
    Path snapshots = cache.snapshots();
    List<Path> left =
        List.of(
            snapshots.resolve("objects/incoming_1.pack"),
            snapshots.resolve("objects/pack/pack-1.keep"),
            snapshots.resolve("shallow.lock"),
            snapshots.resolve("refs/snapshots/1.lock"));
    for (Path file : left) {
      Files.createFile(file);
    }
    // Another cache directory, of the same files: each is looked through once by a process.
    Path moved = Files.move(temp.resolve("cache"), temp.resolve("moved"));
    GitRepo other = GitRepo.init(temp.resolve("other"));
    Oid unrelated = other.commitFile("file", "text\n");
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(moved))) {
      String url = server.url("other/.git");
      acquirer.acquire(List.of(url), unrelated, Optional.empty()).close();
    }
    for (Path file : left) {
      assertThat(moved.resolve(temp.resolve("cache").relativize(file))).doesNotExist();
    }
  }

  @Test
  @Timeout(60)
  void aPipeInThePlaceOfTheRepositoriesIsNotWaitedFor() throws IOException {
    Path cache = Files.createDirectory(temp.resolve("pipe"));
    byte[] unused = new Tool(cache).run(null, "mkfifo", "repositories");
    assertThatThrownBy(() -> acquire(AcquireOptions.of(cache)))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(cache.resolve("repositories").toString());
  }

  @Test
  void aFullDiskIsTheCachesFaultAndNotTheServers() throws IOException {
    requireFaultOfTheCacheOnAFullDisk();
  }

  /** Of them JGit keeps, of several ways that it tried, why each failed. */
  @Test
  void aFullDiskIsNotTheFaultOfAServerOfPlainFilesEither() throws IOException {
    repo.git("repack", "-adq");
    repo.git("update-server-info");
    server.dumb();
    requireFaultOfTheCacheOnAFullDisk();
  }

  @Test
  void aCacheThatIsRemovedMeanwhileIsToldSo() throws IOException {
    repo.git("repack", "-adq");
    repo.git("update-server-info");
    server.dumb();
    server.behaving(
        exchange -> {
          if (exchange.getRequestURI().getPath().endsWith(".idx")) {
            CacheFiles.remove(options.cache().orElseThrow().resolve("repositories"));
          }
          return false;
        });
    assertThatThrownBy(() -> acquire(options))
        .isInstanceOfSatisfying(
            OutputException.class,
            e ->
                assertThat(e.fullMessage())
                    .startsWith("cannot write the cache: " + options.cache().orElseThrow())
                    .endsWith(
                        ": it was removed in the meantime (run it again, or choose another place"
                            + " with --cache)"));
  }

  private void requireFaultOfTheCacheOnAFullDisk() throws IOException {
    Path place = temp.resolve("tiny");
    try (TinyDisk disk = TinyDisk.mount(place, 4)) {
      AcquireOptions tiny = AcquireOptions.of(place.resolve("cache"));
      int told = 0;
      for (int size = 4; size < 2 * SIZE / 1024; size = size * 2) {
        disk.resize(size);
        try {
          acquire(tiny);
        } catch (SnapshotException e) {
          assertThat(e).isInstanceOf(OutputException.class);
          assertThat(e.getMessage()).startsWith("cannot write the cache: " + place);
          assertThat(e.hint().orElse("")).contains("make room", "--cache");
          told++;
        }
      }
      assertThat(told).isGreaterThan(3);
      disk.resize(16 << 10);
      acquire(tiny);
      CacheContents contents = new CacheContents(place.resolve("cache"));
      contents.requireSound();
      assertThat(contents.leftovers()).isEmpty();
    }
  }

  /** A server of plain files gives the newest commit first. */
  @Test
  void aHistoryThatBrokeOffIsNotTakenForWhole() throws IOException {
    for (int i = 0; i < 20; i++) {
      repo.commitFile("file", i + "\n");
    }
    repo.git("update-server-info");
    server.dumb();
    Oid tip = repo.id("HEAD");
    AtomicInteger objects = new AtomicInteger();
    server.behaving(
        exchange -> {
          boolean breaks =
              exchange.getRequestURI().getPath().contains("/objects/")
                  && objects.incrementAndGet() > 15;
          if (breaks) {
            exchange.sendResponseHeaders(500, -1);
          }
          return breaks;
        });
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> readAll(acquirer, tip)).isInstanceOf(SnapshotException.class);
    }
    server.behaving(exchange -> false);
    try (Acquirer acquirer = new Acquirer(options)) {
      readAll(acquirer, tip);
    }
    // And then it is known to be.
    int asked = server.requests().size();
    try (Acquirer acquirer = new Acquirer(options.withOffline(true))) {
      readAll(acquirer, tip);
    }
    assertThat(server.requests()).hasSize(asked);
  }

  private void readAll(Acquirer acquirer, Oid tip) throws IOException {
    try (History history = acquirer.history(List.of(url()), tip)) {
      int digits = history.uniqueDigits(tip, 7);
      assertThat(digits).isGreaterThanOrEqualTo(7);
      try (ObjectReader reader = history.commits()) {
        assertThat(reader.read(commit, ObjectType.COMMIT, 10_000)).isNotEmpty();
      }
    }
  }
}
