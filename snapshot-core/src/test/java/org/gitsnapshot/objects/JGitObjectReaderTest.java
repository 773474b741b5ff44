package org.gitsnapshot.objects;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JGitObjectReaderTest {
  private static final int LARGE = JGitObjectReader.STREAM_THRESHOLD + 12345;

  private final GitRepo repo;

  JGitObjectReaderTest(@TempDir Path temp) {
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  /** What is done with a reader. */
  private interface Use {
    void on(ObjectReader reader) throws IOException;
  }

  private void read(Use use) throws IOException {
    try (ObjectStore store = JGitObjectStore.open(repo.directory(), "ORIGIN");
        ObjectReader reader = store.newReader()) {
      use.on(reader);
    }
  }

  private static byte[] bytes(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Makes files around every border that matters, and one that differs little from another. */
  private void makeFiles() {
    for (int length :
        new int[] {
          0,
          1,
          8191,
          8192,
          8193,
          65536,
          LARGE,
          JGitObjectReader.STREAM_THRESHOLD - 1,
          JGitObjectReader.STREAM_THRESHOLD,
          JGitObjectReader.STREAM_THRESHOLD + 1
        }) {
      repo.write("noise-" + length, noise(length));
    }
    for (int length : new int[] {300, 9_000, 200_000, LARGE}) {
      repo.write("text-" + length, Samples.text(length, length));
    }
    byte[] changed = noise(LARGE);
    changed[LARGE / 2]++;
    repo.write("changed", changed);
    repo.commit("files");
  }

  private void requireEverythingReadable() throws IOException {
    read(
        reader -> {
          for (String line : repo.git("ls-tree", "HEAD").lines().toList()) {
            String[] parts = line.split("[ \t]", -1);
            Oid id = Oid.fromHex(parts[2]);
            byte[] expected = GitRepo.runForBytes(repo.directory(), "cat-file", "blob", id.hex());
            Content content = reader.blob(id);
            assertThat(content.size()).isEqualTo(expected.length);
            assertThat(bytes(content)).as(line).isEqualTo(expected);
            assertThat(reader.read(id, ObjectType.BLOB, Integer.MAX_VALUE)).isEqualTo(expected);
          }
          byte[] tree = GitRepo.runForBytes(repo.directory(), "cat-file", "tree", "HEAD^{tree}");
          assertThat(reader.read(repo.id("HEAD^{tree}"), ObjectType.TREE, 10000)).isEqualTo(tree);
        });
  }

  @Test
  void readsLooseObjectsOfAllSizes() throws Exception {
    makeFiles();
    requireEverythingReadable();
  }

  @Test
  void readsPackedObjectsOfAllSizes() throws Exception {
    makeFiles();
    repo.git("repack", "-adfq");
    requireEverythingReadable();
    String pack = repo.git("-c", "alias.v=!git verify-pack -v .git/objects/pack/*.idx", "v");
    assertThat(pack).as("one is stored as a difference").contains("chain length = 1");
  }

  @Test
  void tellsTypes() throws Exception {
    Oid commit = repo.commitFile("a", "a\n");
    repo.git("tag", "-a", "-m", "x", "v1");
    read(
        reader -> {
          assertThat(reader.typeOf(commit)).isEqualTo(ObjectType.COMMIT);
          assertThat(reader.typeOf(repo.id("HEAD^{tree}"))).isEqualTo(ObjectType.TREE);
          assertThat(reader.typeOf(repo.id("HEAD:a"))).isEqualTo(ObjectType.BLOB);
          assertThat(reader.typeOf(repo.id("v1"))).isEqualTo(ObjectType.TAG);
        });
  }

  @Test
  void refusesAnObjectOfAnotherType() throws Exception {
    Oid commit = repo.commitFile("a", "a\n");
    read(
        reader -> {
          assertThatThrownBy(() -> reader.read(commit, ObjectType.TREE, 1000))
              .isInstanceOf(CorruptObjectException.class)
              .hasMessage("object " + commit + " in ORIGIN is a commit, not a tree");
          assertThatThrownBy(() -> reader.blob(commit)).isInstanceOf(CorruptObjectException.class);
        });
  }

  @Test
  void refusesAnObjectBeyondTheLimit() throws Exception {
    repo.commitFile("a", "12345");
    Oid id = repo.id("HEAD:a");
    read(
        reader -> {
          assertThat(reader.read(id, ObjectType.BLOB, 5)).hasSize(5);
          assertThatThrownBy(() -> reader.read(id, ObjectType.BLOB, 4))
              .isInstanceOf(LimitExceededException.class)
              .hasMessageContaining(id + " in ORIGIN has 5 bytes, more than 4");
        });
  }

  @Test
  void namesAMissingObjectAndItsRepository() throws Exception {
    repo.commitFile("a", "a\n");
    Oid missing = Oid.fromHex("1234567890123456789012345678901234567890");
    read(
        reader ->
            assertThatThrownBy(() -> reader.blob(missing))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("ORIGIN does not have object " + missing));
  }

  @Test
  void advisesToFetchAPartialCloneInFull() throws Exception {
    repo.commitFile("a", "a\n");
    repo.git("config", "uploadpack.allowFilter", "true");
    GitRepo partial =
        repo.cloneTo(repo.directory().resolveSibling("partial"), "--bare", "--filter=blob:none");
    try (ObjectStore store = JGitObjectStore.open(partial.directory(), "PARTIAL");
        ObjectReader reader = store.newReader()) {
      assertThatThrownBy(() -> reader.blob(repo.id("HEAD:a")))
          .isInstanceOfSatisfying(
              UnavailableException.class,
              e -> assertThat(e.hint().orElseThrow()).contains("partial clone"));
    }
  }

  @Test
  void refusesIdsOfSha256() throws Exception {
    read(
        reader ->
            assertThatThrownBy(() -> reader.blob(Oid.fromHex("1".repeat(64))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("SHA-256"));
  }

  @Test
  void findsPacksThatOthersAddWhileItIsOpen() throws Exception {
    repo.commitFile("a", "a\n");
    read(
        reader -> {
          reader.blob(repo.id("HEAD:a"));
          repo.commitFile("b", "b\n");
          repo.git("gc", "-q", "--prune=now");
          assertThat(bytes(reader.blob(repo.id("HEAD:b")))).asString().isEqualTo("b\n");
          assertThat(bytes(reader.blob(repo.id("HEAD:a")))).asString().isEqualTo("a\n");
        });
  }

  private Path looseFile(Oid id) {
    return repo.directory()
        .resolve(".git/objects/" + id.hex().substring(0, 2) + "/" + id.hex().substring(2));
  }

  /** Replaces a loose object by a whole and well-formed one that is not what its id says. */
  private void forge(Oid id, String type, byte[] bytes) throws IOException {
    Path file = looseFile(id);
    Files.delete(file);
    try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
      out.write((type + " " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
    }
  }

  @Test
  void refusesAForgedSmallBlobBeforeItsFirstByte() throws Exception {
    repo.commitFile("a", "right\n");
    Oid id = repo.id("HEAD:a");
    forge(id, "blob", "wrong\n".getBytes(StandardCharsets.US_ASCII));
    read(
        reader -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          assertThatThrownBy(() -> reader.blob(id).writeTo(out))
              .isInstanceOf(CorruptObjectException.class)
              .hasMessage("object " + id + " in ORIGIN is damaged: its bytes have another hash");
          assertThat(out.size()).isZero();
          assertThatThrownBy(() -> reader.read(id, ObjectType.BLOB, 100))
              .isInstanceOf(CorruptObjectException.class);
        });
  }

  @Test
  void refusesAForgedLargeBlobAtItsEnd() throws Exception {
    repo.write("a", noise(LARGE)).commit("a");
    Oid id = repo.id("HEAD:a");
    byte[] wrong = noise(LARGE);
    wrong[LARGE - 1]++;
    forge(id, "blob", wrong);
    read(
        reader -> {
          assertThatThrownBy(() -> bytes(reader.blob(id)))
              .isInstanceOf(CorruptObjectException.class)
              .hasMessageContaining(id.hex());
          assertThatThrownBy(() -> reader.read(id, ObjectType.BLOB, LARGE))
              .isInstanceOf(CorruptObjectException.class);
        });
  }

  @Test
  void refusesAForgedCommitAndTree() throws Exception {
    Oid commit = repo.commitFile("a", "a\n");
    Oid tree = repo.id("HEAD^{tree}");
    byte[] original = GitRepo.runForBytes(repo.directory(), "cat-file", "commit", commit.hex());
    forge(
        commit,
        "commit",
        new String(original, StandardCharsets.UTF_8)
            .replace("a@", "b@")
            .getBytes(StandardCharsets.UTF_8));
    forge(tree, "tree", new byte[0]);
    read(
        reader -> {
          assertThatThrownBy(() -> reader.read(commit, ObjectType.COMMIT, 10000))
              .isInstanceOf(CorruptObjectException.class);
          assertThatThrownBy(() -> reader.read(tree, ObjectType.TREE, 10000))
              .isInstanceOf(CorruptObjectException.class);
        });
  }

  /** Every way of damaging a file must end in one of our exceptions that names the object. */
  private void requireRefusal(Oid id, int size) throws IOException {
    read(
        reader ->
            assertThatThrownBy(
                    () -> {
                      byte[] got = bytes(reader.blob(id));
                      assertThat(got).hasSize(size);
                    })
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining(id.hex())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n")));
  }

  @Test
  void refusesALooseObjectCutOffAnywhere() throws Exception {
    for (int size : new int[] {3000, LARGE}) {
      repo.write("a", noise(size)).commit("a");
      Oid id = repo.id("HEAD:a");
      byte[] whole = Files.readAllBytes(looseFile(id));
      for (int length = 0; length < whole.length; length += 1 + whole.length / 5) {
        Files.deleteIfExists(looseFile(id));
        byte[] part = new byte[length];
        System.arraycopy(whole, 0, part, 0, length);
        Files.write(looseFile(id), part);
        requireRefusal(id, size);
      }
    }
  }

  private Path onlyPack() throws IOException {
    try (Stream<Path> files = Files.list(repo.directory().resolve(".git/objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
  }

  @Test
  void refusesAPackedObjectWithAFlippedBit() throws Exception {
    for (int size : new int[] {3000, LARGE}) {
      repo.write("a", noise(size)).commit("a");
      repo.git("repack", "-adfq");
      Oid id = repo.id("HEAD:a");
      Path pack = onlyPack();
      byte[] whole = Files.readAllBytes(pack);
      int start = offsetInPack(pack, id);
      for (int at = start; at < start + size; at += 1 + size / 5) {
        byte[] flipped = whole.clone();
        flipped[at] ^= 16;
        Files.delete(pack);
        Files.write(pack, flipped);
        // JGit looks again and again for packs in a directory that has only just changed.
        Files.setLastModifiedTime(pack.getParent(), FileTime.fromMillis(1_000_000_000_000L));
        requireRefusal(id, size);
      }
      Files.delete(pack);
      Files.write(pack, whole);
    }
  }

  /** JGit puts the pack aside, and from then on none of its objects is there. */
  @Test
  void blamesNoOtherObjectOfAPackWithADamagedOne() throws Exception {
    repo.write(
        "damaged", "a line that can be packed, and that is long enough to have some bytes\n");
    for (int size : new int[] {3000, LARGE, 9 << 20, 51 << 20}) {
      repo.write("noise-" + size, noise(size));
    }
    repo.commit("files");
    repo.git("repack", "-adfq");
    Path pack = onlyPack();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[offsetInPack(pack, repo.id("HEAD:damaged")) + 20] ^= 16;
    Files.delete(pack);
    Files.write(pack, bytes);
    Files.setLastModifiedTime(pack.getParent(), FileTime.fromMillis(1_000_000_000_000L));
    read(
        reader -> {
          Oid damaged = repo.id("HEAD:damaged");
          for (int size : new int[] {3000, LARGE, 9 << 20, 51 << 20}) {
            assertThatThrownBy(() -> bytes(reader.blob(damaged)))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining(damaged.hex());
            Content content = reader.blob(repo.id("HEAD:noise-" + size));
            assertThat(Arrays.equals(bytes(content), noise(size))).as("%d", size).isTrue();
          }
        });
  }

  @Test
  void goesPastAPackThatIsCutOffToOneThatIsWhole() throws Exception {
    makeFiles();
    repo.git("repack", "-adq");
    Path first = onlyPack();
    repo.git(
        "-c",
        "alias.p=!git pack-objects -q --all --no-reuse-object --compression=1"
            + " .git/objects/pack/pack </dev/null",
        "p");
    Oid noise = repo.id("HEAD:noise-8191");
    Path directory = requireNonNull(first.getParent());
    for (Path pack : packs(directory)) {
      byte[] whole = cutOff(pack);
      read(reader -> assertThat(bytes(reader.blob(noise))).hasSize(8191));
      Files.write(pack, whole);
    }
    for (Path pack : packs(directory)) {
      byte[] unused = cutOff(pack);
    }
    read(
        reader ->
            assertThatThrownBy(() -> reader.blob(noise))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageEndingWith(" in ORIGIN is damaged"));
  }

  /** Returns what was there. */
  private static byte[] cutOff(Path pack) throws IOException {
    byte[] whole = Files.readAllBytes(pack);
    Files.delete(pack);
    Files.write(pack, Arrays.copyOf(whole, whole.length - 100));
    // JGit looks again and again through a directory that may still be changing.
    Files.setLastModifiedTime(pack.getParent(), FileTime.fromMillis(1_000_000_000_000L));
    return whole;
  }

  private static List<Path> packs(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
    }
  }

  private int offsetInPack(Path pack, Oid id) {
    String index = pack.toString().replace(".pack", ".idx");
    String line =
        repo.git("verify-pack", "-v", index)
            .lines()
            .filter(each -> each.startsWith(id.hex()))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void readsWithSeveralReadersAtOnce() throws Exception {
    makeFiles();
    repo.git("repack", "-adfq");
    List<String> lines = repo.git("ls-tree", "HEAD").lines().toList();
    try (ObjectStore store = JGitObjectStore.open(repo.directory(), "ORIGIN")) {
      List<Thread> threads =
          Stream.generate(() -> new Thread(() -> readAll(store, lines))).limit(4).toList();
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      for (Thread thread : threads) {
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  private static void readAll(ObjectStore store, List<String> lines) {
    try (ObjectReader reader = store.newReader()) {
      for (int i = 0; i < 10; i++) {
        for (String line : lines) {
          reader
              .blob(Oid.fromHex(line.split("[ \t]", -1)[2]))
              .writeTo(OutputStream.nullOutputStream());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writesNothing() throws Exception {
    makeFiles();
    repo.git("repack", "-adfq");
    repo.write("loose", noise(LARGE)).commit("loose");
    Map<String, String> before = repo.footprint();
    requireEverythingReadable();
    assertThat(repo.footprint()).isEqualTo(before);
  }

  @Test
  void failsAsTheConsumerDoes() throws Exception {
    repo.write("a", noise(LARGE)).write("b", "b").commit("a");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    read(
        reader -> {
          for (String file : List.of("HEAD:a", "HEAD:b")) {
            assertThatThrownBy(() -> reader.blob(repo.id(file)).writeTo(full))
                .isNotInstanceOf(SnapshotException.class)
                .hasMessage("disk full");
          }
        });
  }
}
