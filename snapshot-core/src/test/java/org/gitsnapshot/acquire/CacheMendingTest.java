package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.state.RepositoryState;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever has become of a repository of the cache, it is made anew, and by nobody's hand. */
@Tag("one-jvm")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CacheMendingTest {
  private static final DescribeOptions DESCRIBE =
      new DescribeOptions(false, OptionalInt.empty(), List.of(), List.of());

  private final Path temp;
  private final GitRepo repo;
  private final Oid first;
  private final Oid tag;
  private final Oid last;
  private final String described;
  private final GitHttpServer server;
  private final CacheContents cache;
  private final AcquireOptions options;

  CacheMendingTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.first = repo.write("large", "text ".repeat(10_000)).commitFile("file", "1\n");
    repo.git("tag", "-a", "-m", "one", "v1");
    this.tag = repo.id("v1");
    repo.commitFile("file", "2\n");
    this.last = repo.commitFile("file", "3\n");
    this.described = repo.git("describe");
    this.server = GitHttpServer.start(temp);
    this.cache = new CacheContents(temp.resolve("cache"));
    this.options = AcquireOptions.of(temp.resolve("cache"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private interface Damage {
    void to(Path repository) throws IOException;
  }

  private List<String> urls() {
    return List.of(server.url("repo/.git"));
  }

  /** What export-subst asks for needs everything that the refs lead to. */
  private String describe(AcquireOptions with) throws IOException {
    try (Acquirer acquirer = new Acquirer(with);
        History history = acquirer.history(urls(), last)) {
      return new RepositoryState(history, last).describe(DESCRIBE).display();
    }
  }

  private byte[] read(AcquireOptions with, Oid commit) throws IOException {
    try (Acquirer acquirer = new Acquirer(with);
        ObjectStore store = acquirer.acquire(urls(), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      return reader.read(repo.id(commit + ":file"), ObjectType.BLOB, 100);
    }
  }

  private void requireRead() throws IOException {
    assertThat(read(options, last)).asString().isEqualTo("3\n");
  }

  private static void overwrite(Path file, byte[] bytes) throws IOException {
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.write(file, bytes);
  }

  private interface Change {
    void of(byte[] bytes);
  }

  private static void changePacks(Path repository, Change change, String... ends)
      throws IOException {
    try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
      for (Path file : files.toList()) {
        if (Arrays.stream(ends).anyMatch(file.toString()::endsWith)) {
          byte[] bytes = Files.readAllBytes(file);
          change.of(bytes);
          overwrite(file, bytes);
        }
      }
    }
  }

  private static void zero(byte[] bytes, int from) {
    Arrays.fill(bytes, from, bytes.length, (byte) 0);
  }

  private static void unpack(Path repository) throws IOException {
    Path packs = repository.resolve("objects/pack");
    try (Stream<Path> files = Files.list(packs)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        if (file.toString().endsWith(".pack")) {
          byte[] unused = new Tool(repository).run(bytes, "git", "unpack-objects", "-q");
        }
      }
    }
  }

  private static Path loose(Path repository, Oid id) {
    return repository.resolve("objects/" + id.hex().substring(0, 2) + "/" + id.hex().substring(2));
  }

  @Test
  void aHistoryIsMadeAnewInTheRunThatNeedsIt() throws IOException {
    Map<String, Damage> damages = new LinkedHashMap<>();
    damages.put("all zeros", r -> changePacks(r, b -> zero(b, 0), ".pack", ".idx"));
    damages.put(
        "an end of zeros", r -> changePacks(r, b -> zero(b, b.length / 2), ".pack", ".idx"));
    damages.put("an index of zeros", r -> changePacks(r, b -> zero(b, 0), ".idx"));
    damages.put("another count", r -> changePacks(r, b -> b[300] = -1, ".idx"));
    damages.put("no tag", r -> lose(r, tag));
    damages.put("no commit", r -> lose(r, last));
    describe(options);
    for (Map.Entry<String, Damage> damage : damages.entrySet()) {
      damage.getValue().to(cache.ending(".history.git"));
      repo.git("branch", "-f", "other", first.hex());
      assertThat(describe(options)).as(damage.getKey()).isEqualTo(described);
      cache.requireSound();
      assertThat(describe(options.withOffline(true))).as(damage.getKey()).isEqualTo(described);
    }
  }

  private static void lose(Path repository, Oid id) throws IOException {
    unpack(repository);
    Files.delete(loose(repository, id));
  }

  /** What the first look does not see shows in the reading, and is mended by the next run. */
  @Test
  void aHistoryThatLacksSomethingDeepInItIsMadeAnewByTheNextRun() throws IOException {
    describe(options);
    lose(cache.ending(".history.git"), Oid.fromHex(repo.git("rev-parse", "HEAD~1")));
    assertThatThrownBy(() -> describe(options))
        .isInstanceOfSatisfying(
            SnapshotException.class,
            e -> assertThat(e.hint()).contains("the next run fetches anew what is in the cache"));
    assertThat(describe(options)).isEqualTo(described);
    cache.requireSound();
  }

  /** JGit tells of them as if the server were to blame for what its own files are. */
  @Test
  void whatMakesAFetchFailIsFoundAndMended() throws IOException {
    Map<String, Damage> damages = new LinkedHashMap<>();
    damages.put("a ref", r -> Files.writeString(r.resolve("refs/heads/main"), "?\n"));
    damages.put("packed refs", r -> Files.writeString(r.resolve("packed-refs"), "?\n"));
    damages.put("head", r -> Files.write(r.resolve("HEAD"), new byte[20]));
    damages.put("shallow", r -> Files.writeString(r.resolve("shallow"), "?\n"));
    damages.put("a pack", r -> changePacks(r, b -> b[b.length / 2] ^= 0x55, ".pack"));
    describe(options);
    for (Map.Entry<String, Damage> damage : damages.entrySet()) {
      damage.getValue().to(cache.ending(".history.git"));
      repo.commitFile("more", damage.getKey());
      assertThatCode(() -> describe(options)).as(damage.getKey()).doesNotThrowAnyException();
    }
  }

  @Test
  void whatIsNoPackIsLeftAlone() throws IOException {
    requireRead();
    Path packs = cache.snapshots().resolve("objects/pack");
    GitRepo.run(cache.snapshots(), "multi-pack-index", "write");
    Files.createFile(packs.resolve("tmp_pack_abc123"));
    assertThat(packs.resolve("multi-pack-index")).exists();
    int asked = server.requests().size();
    requireRead();
    assertThat(read(options, first)).asString().isEqualTo("1\n");
    assertThat(server.requests()).hasSizeGreaterThan(asked);
    assertThat(read(options.withOffline(true), last)).asString().isEqualTo("3\n");
  }

  @Test
  void whatIsNotOfItsKindOrLeadsElsewhereIsMadeAnew() throws IOException {
    Map<String, Damage> damages = new LinkedHashMap<>();
    for (String file :
        List.of("packed-refs", "config", "HEAD", "objects/info/alternates", "advertised-refs")) {
      damages.put("pipe " + file, r -> new Tool(temp).run(null, "mkfifo", emptied(r, file)));
      damages.put(
          "directory " + file,
          r -> Files.createDirectories(Path.of(emptied(r, file)).resolve("a")));
    }
    for (String link : List.of("commondir", "objects/info/alternates")) {
      damages.put(link, r -> Files.writeString(r.resolve(link), "/nowhere\n"));
    }
    damages.put("format 9", r -> config(r, "repositoryformatversion = 9"));
    damages.put(
        "sha256",
        r -> config(r, "repositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256"));
    Path others = repo.directory().resolve(".git");
    damages.put("a file", r -> Files.createFile(Path.of(emptied(r, ""))));
    damages.put("a link", r -> Files.createSymbolicLink(Path.of(emptied(r, "")), others));
    requireRead();
    for (Map.Entry<String, Damage> damage : damages.entrySet()) {
      damage.getValue().to(cache.snapshots());
      int asked = server.requests().size();
      assertThatCode(this::requireRead).as(damage.getKey()).doesNotThrowAnyException();
      assertThat(server.requests()).as(damage.getKey()).hasSizeGreaterThan(asked);
      assertThatCode(() -> read(options.withOffline(true), last))
          .as(damage.getKey())
          .doesNotThrowAnyException();
    }
    assertThat(others.resolve("config")).isRegularFile();
  }

  private static void config(Path repository, String core) throws IOException {
    Files.writeString(repository.resolve("config"), "[core]\n\t" + core + "\n");
  }

  /** Removes what has a name in a repository, and returns the path. */
  private static String emptied(Path repository, String name) throws IOException {
    Path path = name.isEmpty() ? repository : repository.resolve(name);
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException whole) {
      CacheFiles.remove(path);
    }
    return path.toString();
  }

  /** Nothing can be fetched again, so what can be read is. */
  @Test
  void offlineWhatIsGoodInADamagedOneIsStillOfUse() throws IOException {
    AcquireOptions offline = options.withOffline(true);
    assertThat(read(options, first)).asString().isEqualTo("1\n");
    requireRead();
    Path repository = cache.snapshots();
    unpack(repository);
    Path file = loose(repository, repo.id(last + ":file"));
    overwrite(file, new byte[10]);
    for (int run = 0; run < 2; run++) {
      assertThatThrownBy(() -> read(offline, last))
          .isInstanceOfSatisfying(
              SnapshotException.class,
              e ->
                  assertThat(e.fullMessage())
                      .contains("cached in " + repository)
                      .endsWith(
                          "(run without --offline, which fetches anew what is in the cache)"));
      assertThat(read(offline, first)).asString().isEqualTo("1\n");
    }
    requireRead();
    assertThat(read(offline, last)).asString().isEqualTo("3\n");
  }

  /** What the machine does not let be read says nothing of the repository. */
  @Test
  void wantOfFilesAndPermissionsAreNoDamage() throws IOException {
    requireRead();
    CacheDamage care = new CacheDamage(cache.snapshots(), true, false);
    for (IOException reason :
        List.of(
            new AccessDeniedException("file"),
            new FileSystemException("file", null, "Too many open files"),
            new ClosedByInterruptException())) {
      SnapshotException failed = new UnavailableException("x", "hint", reason);
      assertThat(care.explained(failed)).isSameAs(failed);
      assertThatThrownBy(() -> CacheDamage.notSound(new UncheckedIOException(reason)))
          .hasRootCause(reason);
      assertThatThrownBy(() -> CacheDamage.notSound(reason)).isSameAs(reason);
    }
    assertThat(CacheDamage.isMarked(cache.snapshots())).isFalse();
    assertThat(CacheDamage.notSound(new IOException("Input/output error"))).isFalse();
    assertThat(care.explained(new UnavailableException("x", null)).hint())
        .contains("the next run fetches anew what is in the cache");
    assertThat(CacheDamage.isMarked(cache.snapshots())).isTrue();
  }

  @Test
  void aCacheThatIsRemovedOnceIsMadeAgain() throws IOException {
    for (String when : List.of("/info/refs", "/git-upload-pack")) {
      AtomicInteger times = new AtomicInteger();
      server.behaving(
          exchange -> {
            if (exchange.getRequestURI().getPath().endsWith(when) && times.incrementAndGet() == 1) {
              CacheFiles.remove(temp.resolve("cache"));
            }
            return false;
          });
      requireRead();
      assertThat(times.get()).as(when).isGreaterThan(1);
      CacheFiles.remove(temp.resolve("cache"));
    }
  }
}
