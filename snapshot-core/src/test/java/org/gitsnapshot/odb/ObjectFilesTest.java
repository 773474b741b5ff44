package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.odb.GitObjects.files;
import static org.gitsnapshot.odb.GitObjects.read;
import static org.gitsnapshot.odb.GitObjects.requireAllFound;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.codec.inflate.WarmInflaters;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds what C git has stored. */
@Tag("one-jvm")
class ObjectFilesTest {
  private static final Oid ABSENT = Oid.fromHex("00".repeat(20));

  private final Path temp;
  private final GitRepo repo;

  ObjectFilesTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  /** Half of the tests of this package are done by zlib, half by our own decoder. */
  @BeforeAll
  static void warmUp() {
    WarmInflaters.use();
  }

  /** Commits files of all kinds, and versions of some that git stores as differences. */
  private void makeHistory() {
    repo.git("config", "core.compression", "1");
    repo.write("empty", "").write("a/b/c", "c\n").write("noise", noise(300_000));
    repo.write("large", noise(2 << 20)).commit("noise");
    byte[] large = noise(2 << 20);
    large[1 << 20]++;
    repo.write("large", large);
    byte[] text = Samples.text(1, 60_000);
    for (int version = 0; version < 10; version++) {
      text[version * 4000]++;
      repo.write("text", text).commit("version " + version);
    }
    repo.git("tag", "-a", "-m", "x", "v1");
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void findsLooseObjects() throws Exception {
    makeHistory();
    requireAllFound(repo);
  }

  @Test
  void findsObjectsInPacks() throws Exception {
    makeHistory();
    repo.git("repack", "-adfq", "--depth=50", "--window=50");
    requireAllFound(repo);
    assertThat(repo.git("-c", "alias.v=!git verify-pack -v .git/objects/pack/*.idx", "v"))
        .contains("chain length = 3");
  }

  @Test
  void leavesLongObjects() throws Exception {
    repo.git("config", "core.compression", "1");
    byte[] bytes = noise(RawObject.LONGEST);
    repo.write("long", bytes).write("longer", noise(RawObject.LONGEST + 1)).commit("a");
    bytes[1 << 20]++;
    repo.write("long", bytes).commit("b");
    requireAllFound(repo);
    repo.git("repack", "-adfq");
    requireAllFound(repo);
  }

  @Test
  void findsObjectsOfLongChains() throws Exception {
    // Git's fast-import stores each blob as a difference to the one before.
    StringBuilder stream = new StringBuilder();
    String text = "x".repeat(3000);
    for (int i = 0; i < 120; i++) {
      text = text.substring(0, i * 20) + "version " + i + "\n" + text.substring(i * 20);
      stream.append("blob\ndata ").append(text.length()).append('\n').append(text).append('\n');
    }
    repo.write("stream", stream.toString());
    repo.git("config", "fastimport.unpackLimit", "1");
    repo.git("-c", "alias.f=!git fast-import --quiet --depth=200 <stream", "f");
    assertThat(repo.git("-c", "alias.v=!git verify-pack -v .git/objects/pack/*.idx", "v"))
        .contains("chain length = 119");
    requireAllFound(repo);
  }

  @Test
  void givesFilesBack() throws Exception {
    repo.commitFile("a", "a\n");
    Oid blob = repo.id("HEAD:a");
    repo.git("repack", "-adfq");
    for (int i = 0; i < 100; i++) {
      try (ObjectFiles files = files(repo)) {
        assertThat(read(files, blob)).isNotNull();
        if (i % 2 == 0) {
          Thread.currentThread().interrupt();
          assertThat(read(files, blob)).isNull();
          assertThat(Thread.interrupted()).isTrue();
        }
      }
    }
  }

  @Test
  void findsDifferencesToIds() throws Exception {
    makeHistory();
    repo.git("-c", "repack.usedeltabaseoffset=false", "repack", "-adfq", "--depth=50");
    requireAllFound(repo);
  }

  @Test
  void findsOffsetsOfSixtyFourBits() throws Exception {
    makeHistory();
    repo.git("repack", "-adfq");
    reindex("--index-version=2,0x100");
    requireAllFound(repo);
  }

  @Test
  void leavesIndexesOfTheFirstVersion() throws Exception {
    Oid commit = repo.commitFile("a", "a\n");
    repo.git("repack", "-adfq");
    reindex("--index-version=1");
    try (ObjectFiles files = files(repo)) {
      assertThat(read(files, commit)).isNull();
    }
  }

  private void reindex(String option) throws Exception {
    Path pack;
    try (var all = Files.list(GitObjects.directory(repo).resolve("pack"))) {
      pack = all.filter(path -> path.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
    Path index = Path.of(pack.toString().replace(".pack", ".idx"));
    Files.delete(index);
    repo.git("index-pack", option, "-o", index.toString(), pack.toString());
  }

  @Test
  void findsAmongManyIds() throws Exception {
    for (int i = 0; i < 1000; i++) {
      repo.write("f" + i, i + "\n");
    }
    repo.commit("many");
    repo.git("repack", "-adfq");
    try (ObjectFiles files = files(repo);
        ObjectFileReader reader = files.newReader()) {
      for (String line : GitObjects.all(repo)) {
        Oid id = Oid.fromHex(line.substring(0, 40));
        assertThat(reader.read(id.toByteArray())).as(line).isNotNull();
        byte[] other = id.toByteArray();
        other[19]++;
        assertThat(reader.read(other)).as(line).isNull();
      }
      assertThat(read(files, ABSENT)).isNull();
    }
  }

  @Test
  void looksThroughAllPacksAndWhatIsBorrowed() throws Exception {
    Oid first = repo.commitFile("a", "a\n");
    repo.git("repack", "-dq");
    Oid second = repo.commitFile("b", "b\n");
    repo.git("repack", "-dq");
    GitRepo other = repo.cloneTo(temp.resolve("other"), "--shared");
    Oid third = other.commitFile("c", "c\n");
    try (ObjectFiles files =
        new ObjectFiles(List.of(GitObjects.directory(other), GitObjects.directory(repo)))) {
      for (int round = 0; round < 2; round++) {
        assertThat(read(files, third)).isNotNull();
        assertThat(read(files, first)).isNotNull();
        assertThat(read(files, second)).isNotNull();
        assertThat(read(files, ABSENT)).isNull();
      }
    }
  }

  @Test
  void leavesDirectoriesOfVeryManyPacks() throws Exception {
    repo.git("config", "gc.auto", "0");
    Oid last = repo.commitFile("a", "a\n");
    for (int i = 0; i < 16; i++) {
      repo.git("repack", "-dq");
      last = repo.commitFile("a", i + "\n");
    }
    repo.git("repack", "-dq");
    try (ObjectFiles files = files(repo)) {
      assertThat(read(files, last)).isNull();
    }
    repo.git("repack", "-adq");
    requireAllFound(repo);
  }

  @Test
  void findsWhatIsAddedMeanwhile() throws Exception {
    Oid first = repo.commitFile("a", "a\n");
    try (ObjectFiles files = files(repo);
        ObjectFileReader reader = files.newReader()) {
      assertThat(reader.read(first.toByteArray())).isNotNull();
      Oid second = repo.commitFile("a", "b\n");
      assertThat(reader.read(second.toByteArray())).isNotNull();
      repo.git("repack", "-adfq");
      assertThat(GitObjects.directory(repo).resolve(second.hex().substring(0, 2))).doesNotExist();
      assertThat(reader.read(second.toByteArray())).isNotNull();
      assertThat(reader.typeOf(first.toByteArray())).isEqualTo(RawObject.COMMIT);
      Oid third = repo.commitFile("a", "c\n");
      repo.git("repack", "-adfq");
      assertThat(reader.typeOf(third.toByteArray())).isEqualTo(RawObject.COMMIT);
    }
  }

  @Test
  void keepsReadingWhatIsRemovedMeanwhile() throws Exception {
    repo.commitFile("a", "a\n");
    Oid blob = repo.id("HEAD:a");
    repo.git("repack", "-adfq");
    try (ObjectFiles files = files(repo)) {
      assertThat(read(files, blob)).isNotNull();
      try (var all = Files.list(GitObjects.directory(repo).resolve("pack"))) {
        for (Path file : all.toList()) {
          Files.delete(file);
        }
      }
      assertThat(read(files, blob)).isNotNull();
    }
  }

  @Test
  void findsNothingAfterTheEnd() throws Exception {
    Oid loose = repo.commitFile("a", "a\n");
    repo.git("repack", "-adfq");
    Oid packed = loose;
    loose = repo.commitFile("a", "b\n");
    ObjectFiles files = files(repo);
    ObjectFileReader before = files.newReader();
    assertThat(before.read(packed.toByteArray())).isNotNull();
    files.close();
    try (before;
        ObjectFileReader after = files.newReader()) {
      for (ObjectFileReader reader : List.of(before, after)) {
        for (Oid id : List.of(loose, packed)) {
          assertThat(reader.read(id.toByteArray())).isNull();
          assertThat(reader.typeOf(id.toByteArray())).isZero();
          assertThat(reader.has(id.toByteArray())).isFalse();
        }
      }
    }
  }

  @Test
  void readsOnManyThreads() throws Exception {
    makeHistory();
    repo.git("repack", "-adfq", "--depth=50");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (ObjectFiles files = files(repo)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(
            threads.submit(
                () -> {
                  requireAllFound(repo, files);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        assertThat(one.get()).isNull();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void goesOnAfterAnInterrupt() throws Exception {
    repo.commitFile("a", "a\n");
    Oid blob = repo.id("HEAD:a");
    repo.git("repack", "-adfq");
    try (ObjectFiles files = files(repo)) {
      assertThat(read(files, blob)).isNotNull();
      Thread.currentThread().interrupt();
      assertThat(read(files, blob)).isNull();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(read(files, blob)).isNotNull();
      try (ObjectFileReader reader = files.newReader()) {
        assertThat(reader.typeOf(blob.toByteArray())).isEqualTo(RawObject.BLOB);
        Thread.currentThread().interrupt();
        assertThat(reader.has(blob.toByteArray())).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(reader.has(blob.toByteArray())).isTrue();
      }
    }
  }
}
