package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.odb.GitObjects.files;
import static org.gitsnapshot.odb.GitObjects.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does not find what is damaged, and says nothing of it. */
@Timeout(120)
@Tag("one-jvm")
class DamagedFilesTest {
  private static final Oid ID = Oid.fromHex("ab".repeat(20));

  private final GitRepo repo;

  DamagedFilesTest(@TempDir Path temp) {
    this.repo = GitRepo.init(temp.resolve("repo"));
  }

  /**
   * Changes each byte of a pack and its index, and cuts them off at each; nothing may be thrown.
   */
  @Test
  void survivesEveryDamageToAPack() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append("line ").append(i).append(" of a text that changes a little\n".repeat(9));
      repo.commitFile("a", text.toString());
    }
    repo.git("-c", "repack.usedeltabaseoffset=false", "repack", "-adfq");
    List<Oid> ids =
        GitObjects.all(repo).stream().map(line -> Oid.fromHex(line.substring(0, 40))).toList();
    List<Path> both;
    try (var all = Files.list(GitObjects.directory(repo).resolve("pack"))) {
      both = all.filter(path -> path.toString().matches(".*\\.(pack|idx)")).toList();
    }
    assertThat(both).hasSize(2);
    int less = 0;
    for (Path file : both) {
      assertThat(file.toFile().setWritable(true)).isTrue();
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << at % 8 | 0x80);
        Files.write(file, at % 3 == 0 ? Arrays.copyOf(good, at) : bad);
        less += ids.size() - found(ids);
      }
      Files.write(file, good);
    }
    assertThat(less).as("objects that were not found").isGreaterThan(1000);
    assertThat(found(ids)).isEqualTo(ids.size());
  }

  private int found(List<Oid> ids) throws Exception {
    int found = 0;
    try (ObjectFiles files = files(repo);
        ObjectFileReader reader = files.newReader()) {
      for (Oid id : ids) {
        try {
          found += reader.read(id.toByteArray()) == null ? 0 : 1;
          assertThat(reader.typeOf(id.toByteArray())).isBetween(0, 4);
        } catch (HostileObjectException circle) {
          assertThat(circle).hasMessageContaining("one upon the other");
        }
      }
    }
    return found;
  }

  @Test
  void takesLooseObjectsAsGitWritesThem() throws Exception {
    assertThat(loose("blob 3\0abc")).isEqualTo("abc");
    assertThat(loose("blob 0\0")).isEmpty();
    assertThat(loose("tree 3\0abc")).isEqualTo("abc");
    assertThat(loose("blob 3\0ab")).isNull();
    assertThat(loose("blob 3\0abcd")).isNull();
    assertThat(loose("blob \0")).isNull();
    assertThat(loose("blob 3")).isNull();
    assertThat(loose("blob -3\0abc")).isNull();
    assertThat(loose("blob 3x\0abc")).isNull();
    assertThat(loose("blob\0abc")).isNull();
    assertThat(loose("what 3\0abc")).isNull();
    assertThat(loose("blob 99999999999\0abc")).isNull();
    assertThat(loose("blob " + "0".repeat(40) + "3\0abc")).isNull();
    assertThat(loose("")).isNull();
    String large = "x".repeat(20_000);
    assertThat(loose("blob 20000\0" + large)).isEqualTo(large);
    assertThat(loose("blob 20001\0" + large)).isNull();
    assertThat(loose("blob 19999\0" + large)).isNull();
  }

  @Test
  void leavesLooseObjectsWithSomethingBehind() throws Exception {
    byte[] good = deflated("blob 3\0abc");
    assertThat(loose(good)).isEqualTo("abc");
    assertThat(loose(Arrays.copyOf(good, good.length + 1))).isNull();
    assertThat(loose(Arrays.copyOf(good, good.length - 1))).isNull();
    good[good.length - 1]++;
    assertThat(loose(good)).as("another checksum").isNull();
    assertThat(loose(new byte[0])).isNull();
    assertThat(loose("blob 3\0abc".getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void refusesWhatIsNoFile() throws Exception {
    Path file = path();
    Files.createDirectories(file);
    assertThatThrownBy(() -> read(files(repo), ID)).isInstanceOf(HostileObjectException.class);
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> read(files(repo), ID)).hasMessage(file + " is no plain file");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void passesOverAPipeInThePlaceOfThePacks() throws Exception {
    Path packs = GitObjects.directory(repo).resolve("pack");
    Files.deleteIfExists(packs);
    assertThat(new ProcessBuilder("mkfifo", packs.toString()).start().waitFor()).isZero();
    assertThat(read(files(repo), ID)).isNull();
    assertThat(loose("blob 3\0abc")).isEqualTo("abc");
  }

  private @Nullable String loose(String text) throws Exception {
    return loose(deflated(text));
  }

  private @Nullable String loose(byte[] file) throws Exception {
    Files.createDirectories(path().getParent());
    Files.write(path(), file);
    RawObject object = read(files(repo), ID);
    return object == null ? null : new String(object.bytes(), StandardCharsets.UTF_8);
  }

  private Path path() {
    return GitObjects.directory(repo).resolve("ab").resolve("ab".repeat(19));
  }

  private static byte[] deflated(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
