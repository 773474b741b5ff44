package org.gitsnapshot.objects;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.objects.ReadObjects.bytes;
import static org.gitsnapshot.objects.ReadObjects.noise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are forged, cut off, or have a bit flipped, one by one or in packs with others. */
@Tag("one-jvm")
class DamagedObjectsTest {
  private static final int LARGE = JGitObjectReader.STREAM_THRESHOLD + 12345;

  private final GitRepo repo;
  private final ReadObjects objects;

  DamagedObjectsTest(@TempDir Path temp) {
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.objects = new ReadObjects(repo);
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
    objects.read(
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
    objects.read(
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
    objects.read(
        reader -> {
          assertThatThrownBy(() -> reader.read(commit, ObjectType.COMMIT, 10000))
              .isInstanceOf(CorruptObjectException.class);
          assertThatThrownBy(() -> reader.read(tree, ObjectType.TREE, 10000))
              .isInstanceOf(CorruptObjectException.class);
        });
  }

  /** Every way of damaging a file must end in one of our exceptions that names the object. */
  private void requireRefusal(Oid id, int size) throws IOException {
    objects.read(
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
    objects.read(
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
    repo.write("noise", noise(8191)).commit("noise");
    repo.git("repack", "-adq");
    Path first = onlyPack();
    repo.git(
        "-c",
        "alias.p=!git pack-objects -q --all --no-reuse-object --compression=1"
            + " .git/objects/pack/pack </dev/null",
        "p");
    Oid noise = repo.id("HEAD:noise");
    Path directory = requireNonNull(first.getParent());
    for (Path pack : packs(directory)) {
      byte[] whole = cutOff(pack);
      objects.read(reader -> assertThat(bytes(reader.blob(noise))).hasSize(8191));
      Files.write(pack, whole);
    }
    for (Path pack : packs(directory)) {
      byte[] unused = cutOff(pack);
    }
    objects.read(
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
}
