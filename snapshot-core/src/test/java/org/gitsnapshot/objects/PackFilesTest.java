package org.gitsnapshot.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jvm")
final class PackFilesTest {
  private final GitRepo git;
  private final Path packs;

  PackFilesTest(@TempDir Path temp) {
    git = GitRepo.init(temp.resolve("repo"));
    packs = temp.resolve("repo/.git/objects/pack");
  }

  /** Makes two packs, the newer of which comes first by name or not, as ids fall. */
  @BeforeEach
  void makeTwoPacks() throws IOException {
    commitAndPack("first");
    for (String name : names("*.pack")) {
      Files.setLastModifiedTime(packs.resolve(name), FileTime.fromMillis(1_600_000_000_000L));
    }
    commitAndPack("second");
  }

  private void commitAndPack(String text) {
    git.commitFile("file", text);
    git.git("repack", "-q", "-d");
  }

  private List<String> names(String pattern) throws IOException {
    try (var files = Files.newDirectoryStream(packs, pattern)) {
      List<String> names = new ArrayList<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  private String read(Oid blob) throws IOException {
    try (StoredObjects store = StoredObjects.open(git.directory(), "here");
        ObjectReader reader = store.newReader()) {
      return new String(reader.read(blob, ObjectType.BLOB, 100), UTF_8);
    }
  }

  /** Reading its messages is what JGit does when it comes upon the unknown file by itself. */
  @Test
  void sparesJGitTheReadingOfItsMessages() throws Exception {
    Files.createFile(packs.resolve("pack-1.promisor"));
    Oid blob = git.id("HEAD:file");
    String directory = git.directory().toString();
    ChildJvm child =
        ChildJvm.start(List.of("-Xlog:class+load"), ReadOne.class, directory, blob.hex());
    List<String> classes = child.remainingLines();
    assertThat(child.waitFor()).as(child.errors()).isZero();
    assertThat(classes).anyMatch(line -> line.contains("org.eclipse.jgit.internal.storage.file."));
    assertThat(classes).noneMatch(line -> line.contains("org.eclipse.jgit.internal.JGitText "));
  }

  /** Reads a blob. */
  static final class ReadOne {
    private ReadOne() {}

    public static void main(String[] args) throws IOException {
      try (StoredRepository repository = StoredRepository.open(Path.of(args[0]));
          ObjectReader reader =
              new JGitObjectReader(repository.jgit(), "here", DamageCare.OF_ITS_OWNER)) {
        byte[] unused = reader.read(Oid.fromHex(args[1]), ObjectType.BLOB, 100);
      }
    }
  }

  @Test
  void readsFromPacksThatWereNamedAndFromWhatIsNotInThem() throws IOException {
    Files.createFile(packs.resolve("pack-1.promisor"));
    Oid loose = git.commitFile("loose", "in a file of its own");
    assertThat(loose).isEqualTo(git.id("HEAD"));
    assertThat(read(git.id("HEAD~2:file"))).isEqualTo("first");
    assertThat(read(git.id("HEAD~1:file"))).isEqualTo("second");
    assertThat(read(git.id("HEAD:loose"))).isEqualTo("in a file of its own");
  }

  @Test
  void findsAPackThatComesLater() throws IOException {
    Files.createFile(packs.resolve("pack-1.promisor"));
    try (StoredObjects store = StoredObjects.open(git.directory(), "here");
        ObjectReader reader = store.newReader()) {
      assertThat(reader.read(git.id("HEAD:file"), ObjectType.BLOB, 100)).hasSize(6);
      commitAndPack("third");
      assertThat(reader.read(git.id("HEAD:file"), ObjectType.BLOB, 100)).hasSize(5);
    }
  }

  @Test
  void leavesOutWhatIsNoPack() throws IOException {
    Files.createFile(packs.resolve("pack-1.promisor"));
    String half = "pack-" + "0".repeat(40);
    Files.copy(packs.resolve(names("*.pack").get(0)), packs.resolve(half + ".pack"));
    Files.createFile(packs.resolve("pack-short.pack"));
    Files.copy(packs.resolve(names("*.idx").get(0)), packs.resolve("pack-short.idx"));
    assertThat(read(git.id("HEAD~1:file"))).isEqualTo("first");
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }

  @Test
  void goesPastAPackThatIsDamaged() throws IOException {
    Files.createFile(packs.resolve("pack-1.promisor"));
    String damaged = "pack-" + "0".repeat(40);
    Files.writeString(packs.resolve(damaged + ".pack"), "no pack");
    Files.copy(packs.resolve(names("*.idx").get(0)), packs.resolve(damaged + ".idx"));
    assertThat(read(git.id("HEAD~1:file"))).isEqualTo("first");
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }

  /** JGit would make room for all objects that an index says it has. */
  @Test
  void refusesAnIndexThatIsTooShort() throws IOException {
    Path index = packs.resolve(names("*.idx").get(0));
    byte[] good = Files.readAllBytes(index);
    Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-------"));
    int fanout = 8;
    int last = fanout + 255 * 4;
    requireDamaged(index, set(good, last, 0x7fffffff), "is too short for 2147483647 objects");
    requireDamaged(index, set(good, last, -1), "is too short for 4294967295 objects");
    requireDamaged(index, set(good, fanout, 1000), "counts its objects down");
    requireDamaged(index, Arrays.copyOf(good, 1000), "is cut off");
    requireDamaged(index, new byte[0], "is cut off");
    requireDamaged(index, Arrays.copyOf(good, good.length - 1), "is too short for 3 objects");
    // Of the first version, which begins with the numbers.
    requireDamaged(index, Arrays.copyOfRange(good, fanout, good.length - 41), "is too short for 3");
    Files.write(index, good);
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }

  @Test
  void doesNotLookAtAnIndexWithoutItsPack() throws IOException {
    Files.createFile(packs.resolve("pack-" + "5".repeat(40) + ".idx"));
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }

  @Test
  void goesPastABorrowedRepositoryWhoseNameIsNoText() throws IOException {
    Path list = packs.resolve("../info/alternates");
    Files.createDirectories(list.getParent());
    Files.write(list, "/tmp/\u00ff/x\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }

  @Test
  void goesOnToAFewBorrowedRepositoriesOnly() throws IOException {
    Path all = packs.resolve("../..").normalize();
    Path objects = all.resolve("objects");
    for (int i = 0; i < 7; i++) {
      Path next = Files.createDirectories(all.resolve("objects" + i));
      Files.createDirectories(objects.resolve("info"));
      Files.writeString(objects.resolve("info/alternates"), "# one\n" + next + "\n");
      objects = next;
      if (i < 6) {
        assertThat(read(git.id("HEAD:file"))).as("%d", i).isEqualTo("second");
      }
    }
    assertThatThrownBy(() -> StoredRepository.open(git.directory()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("more than 6 repositories borrow one from the other, up to ");
    // Around in a circle there are no more.
    Files.writeString(all.resolve("objects3/info/alternates"), all.resolve("objects") + "\n");
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    ByteBuffer.wrap(changed).putInt(at, value);
    return changed;
  }

  private void requireDamaged(Path index, byte[] bytes, String how) throws IOException {
    Files.write(index, bytes);
    assertThatThrownBy(() -> StoredRepository.open(git.directory()))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessage("the index " + index + " " + how + (how.endsWith("3") ? " objects" : ""));
  }

  @Test
  void findsPacksOfNamesThatJGitCannotBeTold() throws IOException {
    String base = names("*.pack").get(0).replace(".pack", "");
    Files.move(packs.resolve(base + ".pack"), packs.resolve("pack-short.pack"));
    Files.move(packs.resolve(base + ".idx"), packs.resolve("pack-short.idx"));
    Files.createFile(packs.resolve("pack-1.promisor"));
    assertThat(read(git.id("HEAD~1:file"))).isEqualTo("first");
    assertThat(read(git.id("HEAD:file"))).isEqualTo("second");
  }
}
