package org.gitsnapshot.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What older versions of git wrote otherwise; today's is compared with the real one elsewhere. */
class ProfileTest {
  private static final Oid ID = Oid.fromHex("12".repeat(20));
  private static final int BLOCK = 512;

  /** The global header takes two blocks, and the first entry comes behind them. */
  private static final int FIRST = 2 * BLOCK;

  @ParameterizedTest
  @ValueSource(ints = {101, 102, 120, 154, 155})
  void before1_8_1_1ALongDirectoryPathLeavesTheNameEmpty(int length) throws IOException {
    String path = "d".repeat(length - 1) + "/";
    byte[] tar = directory(Profile.GIT_1_8_0, path);
    assertThat(field(tar, FIRST, 100)).isEmpty();
    assertThat(field(tar, FIRST + 345, 155)).isEqualTo("d".repeat(length - 1));
    assertThat(tar[FIRST + 156]).isEqualTo((byte) '5');
    // A path of one part cannot be cut since.
    for (Profile later : new Profile[] {Profile.GIT_2_9, Profile.GIT_2_14, Profile.GIT}) {
      byte[] today = directory(later, path);
      assertThat(today[FIRST + 156]).as(later.label()).isEqualTo((byte) 'x');
      assertThat(field(today, FIRST + BLOCK, 300)).contains(" path=" + path);
    }
  }

  @Test
  void before1_8_1_1TheLastSlashIsTheFirstChoiceForTheCut() throws IOException {
    String path = "a".repeat(60) + "/" + "b".repeat(60) + "/";
    byte[] old = directory(Profile.GIT_1_8_0, path);
    assertThat(field(old, FIRST, 100)).isEmpty();
    assertThat(field(old, FIRST + 345, 155)).isEqualTo(path.substring(0, 121));
    byte[] later = directory(Profile.GIT_2_9, path);
    assertThat(field(later, FIRST, 100)).isEqualTo("b".repeat(60) + "/");
    assertThat(field(later, FIRST + 345, 155)).isEqualTo("a".repeat(60));
  }

  @Test
  void before1_8_1_1ADirectoryPathOf156BytesIsCutAsToday() throws IOException {
    String path = "a".repeat(80) + "/" + "b".repeat(74) + "/";
    assertThat(path).hasSize(156);
    assertThat(directory(Profile.GIT_1_8_0, path)).isEqualTo(directory(Profile.GIT, path));
  }

  @Test
  void before1_8_1_1FilesAndShortDirectoriesAreAsToday() throws IOException {
    String file = "a".repeat(60) + "/" + "b".repeat(60);
    assertThat(file(Profile.GIT_1_8_0, file)).isEqualTo(file(Profile.GIT, file));
    String directory = "d".repeat(99) + "/";
    assertThat(directory(Profile.GIT_1_8_0, directory))
        .isEqualTo(directory(Profile.GIT, directory));
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"GIT_1_8_0", "GIT_2_9", "GIT_2_14"})
  void before2_24TheLengthOfSomePaxRecordsIsOneTooShort(Profile old) throws IOException {
    for (int length = 980; length < 1000; length++) {
      String path = "f".repeat(length);
      int then = declaredLength(file(old, path));
      int today = declaredLength(file(Profile.GIT, path));
      assertThat(today).isEqualTo(recordLength("path", length));
      boolean wrong = length == 990 || length == 991;
      assertThat(then).as("path of %d", length).isEqualTo(wrong ? today - 1 : today);
    }
    for (int length = 980; length < 1000; length++) {
      int then = declaredLength(link(old, length));
      int today = declaredLength(link(Profile.GIT, length));
      assertThat(today).isEqualTo(recordLength("linkpath", length));
      boolean wrong = length == 986 || length == 987;
      assertThat(then).as("link of %d", length).isEqualTo(wrong ? today - 1 : today);
    }
  }

  @Test
  void aSizeBeyondTheFieldGoesToAPaxRecord() throws IOException {
    long size = 1L << 33;
    Content huge =
        new Content() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            byte[] zeros = new byte[1 << 24];
            for (long left = size; left > 0; left -= zeros.length) {
              out.write(zeros, 0, zeros.length);
            }
          }
        };
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("nobody reads it");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            start.write(bytes, offset, Math.min(length, 10_000 - Math.min(start.size(), 10_000)));
          }
        };
    TarEncoder encoder = begin(Profile.GIT, out);
    encoder.entry(new Entry.File(ByteString.utf8("f"), ID, false, huge));
    TarSummary summary = encoder.finish();
    byte[] tar = start.toByteArray();
    assertThat(field(tar, FIRST + BLOCK, 30)).isEqualTo("19 size=8589934592\n");
    assertThat(field(tar, FIRST + 2 * BLOCK + 124, 12)).isEqualTo("00000000000");
    assertThat(summary.plainUstar()).isFalse();
    assertThat(summary.size()).isEqualTo((size + 5 * BLOCK + 1024 + 10_239) / 10_240 * 10_240);
  }

  private static int recordLength(String key, int value) {
    int rest = key.length() + value + 3;
    return rest + Integer.toString(rest + Integer.toString(rest).length()).length();
  }

  private static int declaredLength(byte[] tar) {
    String record = field(tar, FIRST + BLOCK, 10);
    return Integer.parseInt(record.substring(0, record.indexOf(' ')));
  }

  private static byte[] directory(Profile profile, String path) throws IOException {
    String noSlash = path.substring(0, path.length() - 1);
    return tar(profile, new Entry.Directory(ByteString.utf8(noSlash), ID));
  }

  private static byte[] file(Profile profile, String path) throws IOException {
    Content empty =
        new Content() {
          @Override
          public long size() {
            return 0;
          }

          @Override
          public void writeTo(OutputStream out) {}
        };
    return tar(profile, new Entry.File(ByteString.utf8(path), ID, false, empty));
  }

  private static byte[] link(Profile profile, int length) throws IOException {
    ByteString target = ByteString.utf8("t".repeat(length));
    return tar(profile, new Entry.Symlink(ByteString.utf8("l"), ID, target));
  }

  private static byte[] tar(Profile profile, Entry entry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarEncoder encoder = begin(profile, out);
    encoder.entry(entry);
    TarSummary summary = encoder.finish();
    assertThat(summary.size()).isEqualTo(out.size());
    assertThat(summary.entries()).isEqualTo(1);
    return out.toByteArray();
  }

  private static TarEncoder begin(Profile profile, OutputStream out) throws IOException {
    TarEncoder encoder =
        new TarEncoder(new TarRecipe(profile, ByteString.EMPTY, SubstInputs.NONE), out);
    encoder.begin(new ArchiveMeta(Optional.of(ID), ID, 1_700_000_000));
    return encoder;
  }

  private static String field(byte[] tar, int from, int length) {
    byte[] bytes = Arrays.copyOfRange(tar, from, from + length);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }
}
