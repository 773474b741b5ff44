package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.testing.Demo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinFileTest {
  private static final String COMMIT = "b28236b5d096f190b3d1d9724bfa871029729831";
  private static final String SHA256 =
      "5854d06793cda3d7e24a234cad9f5983bd2526ef70a3562c15066518bac06d27";
  private static final String LEAST =
      "[[pin]]\nname = \"a\"\nurl = \"https://example.org/r.git\"\ncommit = \"" + COMMIT + "\"\n";

  private static Pin one(String text) throws SnapshotException {
    List<Pin> pins = PinFile.parse("pins.toml", text);
    assertThat(pins).hasSize(1);
    return pins.get(0);
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Pin pin =
        one(
            """
            # gnulib as live-bootstrap wants it
            [[pin]]
            name    = "gnulib-b28236b"
            url     = ["https://https.git.savannah.gnu.org/git/gnulib.git", "/srv/gnulib.git"]
            commit  = "B28236b5d096f190b3d1d9724bfa871029729831"
            ref     = "b28236b"
            like    = "live-bootstrap"
            formats = ["tar.xz", "tar", "tar.gz"]
            prefix  = "é/"
            profile = "git-1.8.0"
            umask   = "0022"
            compressor = { "tar.gz" = "zlib" }
            abbrev  = 11
            decorate = "HEAD -> maint, tag: 0.18.0"
            describe = ""

            [pin.sha256]
            tar      = "%1$s"
            "tar.gz" = "%2$s"

            [pin.sha512]
            tar      = "%1$s%1$s"
            """
                .formatted(SHA256, SHA256.toUpperCase(Locale.ROOT)));
    assertThat(pin.name()).isEqualTo("gnulib-b28236b");
    assertThat(pin.urls())
        .containsExactly("https://https.git.savannah.gnu.org/git/gnulib.git", "/srv/gnulib.git");
    assertThat(pin.commit()).isEqualTo(Oid.fromHex(COMMIT));
    assertThat(pin.ref()).contains("b28236b");
    assertThat(pin.like()).contains("live-bootstrap");
    assertThat(pin.outputs().keySet()).containsExactly(Format.TAR_XZ, Format.TAR, Format.TAR_GZ);
    assertThat(pin.recipe(Format.TAR_XZ))
        .hasToString(
            "tar git-1.8.0 prefix=\"é/\" umask=0022 abbrev=11 decorate=\"HEAD -> maint, tag: 0.18.0\""
                + " describe=\"\" | xz -6");
    assertThat(pin.recipe(Format.TAR_GZ).compressor().orElseThrow()).hasToString("zlib -6");
    assertThat(pin.recipe(Format.TAR).compressor()).isEmpty();
    assertThat(pin.expected().get(Format.TAR)).containsOnlyKeys(DigestAlgorithm.values());
    assertThat(pin.expected())
        .containsEntry(
            Format.TAR_GZ,
            Map.of(DigestAlgorithm.SHA256, new Digest(DigestAlgorithm.SHA256, SHA256)));
    assertThat(pin.expected()).containsOnlyKeys(Format.TAR, Format.TAR_GZ);
    assertThat(pin.position()).isEqualTo(new Position("pins.toml", 2, 1));
    assertThat(pin.fileName(Format.TAR_XZ)).isEqualTo("gnulib-b28236b.tar.xz");
  }

  @Test
  void theLeastPinGetsTheDefaults() throws Exception {
    Pin pin = one(LEAST);
    assertThat(pin.outputs().keySet()).containsExactly(Format.TAR_GZ);
    assertThat(pin.recipe(Format.TAR_GZ)).hasToString("tar git prefix=\"a/\" | gnu-gzip -6");
    assertThat(pin.expected()).isEmpty();
    assertThat(pin.ref()).isEmpty();
    Pin all = one(LEAST + "formats = [\"tar.bz2\", \"tar.xz\"]");
    assertThat(all.outputs().values())
        .map(Optional::orElseThrow)
        .map(Object::toString)
        .containsExactly("bzip2 -9", "xz-java -6");
  }

  @Test
  void aPresetFillsWhatThePinLeavesOut() throws Exception {
    String gitea = LEAST + "like = \"gitea\"\n";
    assertThat(one(gitea).recipe(Format.TAR_GZ)).hasToString("tar git prefix=\"r/\" | zlib -6");
    assertThat(one(gitea + "prefix = \"\"").recipe().prefix()).isEqualTo(ByteString.EMPTY);
    assertThat(one(gitea + "profile = \"git-2.9\"").recipe().profile()).isEqualTo(Profile.GIT_2_9);
    assertThat(one(gitea + "compressor = \"gnu-gzip -9\"").recipe(Format.TAR_GZ))
        .hasToString("tar git prefix=\"r/\" | gnu-gzip -9");
  }

  @Test
  void withoutAUmaskOrWithGitsOwnTheRecipeIsTheSame() throws Exception {
    Pin pin = one(LEAST + "umask = \"0002\"");
    assertThat(pin.recipe()).isEqualTo(one(LEAST).recipe());
    assertThat(pin.recipe(Format.TAR_GZ)).hasToString("tar git prefix=\"a/\" | gnu-gzip -6");
    Pin published = one(LEAST + "like = \"gitea\"\numask = \"0022\"");
    assertThat(published.recipe(Format.TAR_GZ))
        .hasToString("tar git prefix=\"r/\" umask=0022 | zlib -6");
  }

  @Test
  void aPresetThatNeedsARefIsContentWithAPrefix() throws Exception {
    assertThat(one(LEAST + "like = \"live-bootstrap\"\nprefix = \"x/\"").recipe().prefix())
        .isEqualTo(ByteString.utf8("x/"));
  }

  @Test
  void aCommitOfSha256IsRead() throws Exception {
    Pin pin = one(LEAST.replace(COMMIT, SHA256) + "abbrev = 64");
    assertThat(pin.commit().hex()).isEqualTo(SHA256);
  }

  @Test
  void positionsCountFromTheFileWhereverThePinStands() throws Exception {
    String text = "# one\n\n" + LEAST + "\n  [[ pin ]] # two\n" + LEAST.substring(8);
    assertThatThrownBy(() -> PinFile.parse("p", text))
        .hasMessage("p:9:8: the name \"a\" is taken, see line 4");
    List<Pin> pins = PinFile.parse("p", text.replaceFirst("\"a\"", "\"b\""));
    assertThat(pins)
        .map(Pin::position)
        .containsExactly(new Position("p", 3, 1), new Position("p", 8, 3));
    assertThatThrownBy(
            () -> PinFile.parse("p", text.replaceFirst("\"a\"", "\"b\"") + "ref='x'\nref='y'\n"))
        .hasMessageContaining("p:13:1: not TOML: ref previously defined at line 12, column 1");
  }

  @Test
  void headersInStringsAndCommentsAreNoHeaders() throws Exception {
    String text =
        LEAST
            + """
            # [[pin]] \""" '''
            decorate = \"""
            x \\
            [[pin]] \\" \""" # '''
            describe = '''y [[pin]]'''
            ref = "\\"'''"
            """
            + LEAST.replace("\"a\"", "'b\"'").replace("[[pin]]\n", "[[pin]] # \"\n");
    assertThat(PinFile.parse("p", text)).map(Pin::name).containsExactly("a", "b\"");
    assertThat(PinFile.parse("p", text).get(0).recipe().subst().decorate())
        .contains("x [[pin]] \" ");
  }

  @Test
  void otherSpellingsOfTheSameTomlAreRead() throws Exception {
    String inline = "pin = [{ name = 'a', url = '/r.git', commit = '%s' }]".formatted(COMMIT);
    assertThat(one(inline).name()).isEqualTo("a");
    assertThat(one(LEAST.replace("\n", "\r\n")).name()).isEqualTo("a");
    String quotedHeader = LEAST.replace("[[pin]]", "[['pin']]").replace("\"a\"", "\"b\"");
    assertThat(PinFile.parse("p", LEAST + quotedHeader)).hasSize(2);
  }

  @Test
  void aByteOrderMarkIsPassedOver(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("bom.toml"), "\uFEFF" + LEAST);
    assertThat(PinFile.read(file).get(0).position()).isEqualTo(new Position(file.toString(), 1, 1));
  }

  @Test
  void theReplacementCharacterItselfIsUtf8(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("p.toml"), LEAST + "prefix = \"\uFFFD/\"");
    assertThat(PinFile.read(file).get(0).recipe().prefix()).isEqualTo(ByteString.utf8("\uFFFD/"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed(@TempDir Path dir) {
    Path absent = dir.resolve("absent.toml");
    assertThatThrownBy(() -> PinFile.read(absent))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(absent + ": no such file");
    assertThatThrownBy(() -> PinFile.read(dir))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(dir + ": cannot be read");
  }

  @Test
  void longFilesAndLongPinsAreRefusedByTheLimitsName(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("p.toml"), LEAST);
    long size = Files.size(file);
    assertThat(PinFile.read(file, size)).hasSize(1);
    assertThatThrownBy(() -> PinFile.read(file, size - 1))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("longer than the limit for pin files, " + (size - 1) + " bytes");
    String comment = "# " + "x".repeat(600_000) + "\n";
    String second = LEAST.replace("\"a\"", "\"b\"");
    assertThat(PinFile.parse("p", LEAST + comment + second + comment)).hasSize(2);
    assertThatThrownBy(() -> PinFile.parse("p", LEAST + second + comment + comment))
        .isInstanceOf(LimitExceededException.class)
        .hasMessage("p:5:1: longer than the limit for one pin, 1048576 characters");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Integer.MAX_VALUE - 7L, Long.MAX_VALUE})
  void aLimitForPinFilesIsOneThatAnArrayCanHold(long maxBytes) {
    Path file = Demo.ROOT.resolve("pins/demo.toml");
    assertThatThrownBy(() -> PinFile.read(file, maxBytes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noSuffixEndsInAnother() {
    // PinNames rests on it: unique names then mean unique files.
    Set<String> endings = new HashSet<>();
    for (Format format : Format.values()) {
      String suffix = "." + format.suffix();
      assertThat(endings).noneMatch(e -> e.endsWith(suffix) || suffix.endsWith(e));
      endings.add(suffix);
    }
  }

  @Test
  void damagedFilesAreRefusedWithAPlaceOrRead(@TempDir Path dir) throws Exception {
    byte[] whole =
        (LEAST + "like = \"github\"\nabbrev = 7\n[pin.sha256]\n\"tar.gz\" = \"" + SHA256 + "\"\n")
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    Path file = dir.resolve("p.toml");
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = whole.clone();
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(at + 1)];
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length - random.nextInt(20)));
      try {
        assertThat(PinFile.read(file)).isNotEmpty();
      } catch (InvalidInputException fault) {
        refused++;
        assertThat(fault.position()).isPresent();
        assertThat(fault.fullMessage()).doesNotContain("\n").doesNotContain("Exception");
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }
}
