package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.ReservedEngine;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;
import org.junit.jupiter.api.Test;

class PinWriterTest {
  private static final Position NOWHERE = new Position("", 1, 1);
  private static final Oid COMMIT = Oid.fromHex("b28236b5d096f190b3d1d9724bfa871029729831");
  private static final String SHA256 =
      "5854d06793cda3d7e24a234cad9f5983bd2526ef70a3562c15066518bac06d27";

  private static Pin readBack(String toml) throws Exception {
    List<Pin> pins = PinFile.parse("", toml);
    assertThat(pins).hasSize(1);
    return pins.get(0);
  }

  private static void assertCanonical(String toml) throws Exception {
    assertThat(PinWriter.toToml(readBack(toml))).isEqualTo(toml);
  }

  @Test
  void leavesOutWhatPresetAndDefaultsFill() throws Exception {
    Pin pin =
        readBack(
            """
            [[pin]]
            profile = "git"
            umask = "002"
            compressor = { "tar.gz" = "gnu-gzip -6" }
            prefix = "gnulib-b28236b/"
            formats = ["tar.gz"]
            like = "live-bootstrap"
            ref = "b28236b"
            commit = "b28236b5d096f190b3d1d9724bfa871029729831"
            url = ["https://https.git.savannah.gnu.org/git/gnulib.git"]
            name = "gnulib-b28236b"
            """);
    assertThat(PinWriter.toToml(pin))
        .isEqualTo(
            """
            [[pin]]
            name    = "gnulib-b28236b"
            url     = "https://https.git.savannah.gnu.org/git/gnulib.git"
            commit  = "b28236b5d096f190b3d1d9724bfa871029729831"
            ref     = "b28236b"
            like    = "live-bootstrap"
            """);
  }

  @Test
  void writesEveryKeyInOneOrder() throws Exception {
    assertCanonical(
        """
        [[pin]]
        name    = "a"
        url     = ["https://example.org/a.git", "/srv/a \\"b\\" \\\\.git"]
        commit  = "b28236b5d096f190b3d1d9724bfa871029729831"
        ref     = "v1.2"
        like    = "github"
        formats = ["tar.xz", "tar", "tar.gz"]
        prefix  = "\\u001b\\u0085\\u202eé🐎/"
        profile = "git-1.8.0"
        umask   = "0077"
        compressor = { "tar.xz" = "xz -9", "tar.gz" = "zlib -6" }
        abbrev  = 11
        decorate = "HEAD -> maint"
        describe = ""

        [pin.sha256]
        tar      = "%1$s"
        "tar.gz" = "%1$s"

        [pin.sha512]
        "tar.gz" = "%1$s%1$s"
        """
            .formatted(SHA256));
    assertCanonical(
        """
        [[pin]]
        name    = "b"
        url     = "/srv/b.git"
        commit  = "b28236b5d096f190b3d1d9724bfa871029729831"
        formats = ["tar", "tar.bz2"]
        prefix  = ""
        compressor = "bzip2 -1"
        """);
  }

  @Test
  void everyPinReadsBackEqual() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 500; i++) {
      Pin pin = randomPin(random);
      String toml = PinWriter.toToml(pin);
      Pin again = readBack(toml);
      assertThat(again).as(toml).usingRecursiveComparison().isEqualTo(pin);
      assertThat(List.copyOf(again.outputs().keySet()))
          .isEqualTo(List.copyOf(pin.outputs().keySet()));
      assertThat(PinWriter.toToml(again)).isEqualTo(toml);
    }
  }

  @Test
  void aPrefixThatTomlCannotHoldIsRefused() {
    Pin pin = pin("a", Optional.empty(), new byte[] {(byte) 0xe9, '/'});
    assertThatThrownBy(() -> PinWriter.toToml(pin))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("not UTF-8: \\xe9/");
  }

  @Test
  void aPrefixThatNoPinFileMayHaveIsRefused() {
    for (String end : List.of(" ", "\t", "\u2003")) {
      ByteString prefix = ByteString.utf8("x" + end);
      Pin pin = pin("a", Optional.empty(), prefix.toByteArray());
      assertThatThrownBy(() -> PinWriter.toToml(pin))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageContaining("cannot hold a prefix that ends in white space: \"x");
      assertThatThrownBy(() -> Pin.checkPrefix(prefix))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("the prefix ends in white space: \"x");
    }
  }

  @Test
  void aPinThatNoFileCouldHoldCannotBeMade() {
    byte[] prefix = {'a'};
    assertThatIllegalArgumentException().isThrownBy(() -> pin("a/b", Optional.empty(), prefix));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PinWriter.toToml(pin("a", Optional.of("nowhere"), prefix)));
    TarRecipe tar = TarRecipe.git("a/");
    Map<Format, Optional<Compressor>> gz =
        Map.of(Format.TAR_GZ, Optional.of(new Compressor("zlib", 6)));
    Map<Format, Optional<Compressor>> mixed = Map.of(Format.TAR_XZ, gz.get(Format.TAR_GZ));
    Map<Format, Optional<Compressor>> bare = Map.of(Format.TAR_XZ, Optional.empty());
    for (var outputs : List.of(mixed, bare, Map.<Format, Optional<Compressor>>of())) {
      assertThatIllegalArgumentException().isThrownBy(() -> pin(List.of("u"), tar, outputs));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> pin(List.of(), tar, gz));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pin(List.of("u"), tar, gz).recipe(Format.TAR));
  }

  private static Pin pin(String name, Optional<String> like, byte[] prefix) {
    TarRecipe tar = new TarRecipe(Profile.GIT, ByteString.of(prefix), SubstInputs.NONE);
    return new Pin(
        name,
        List.of("u"),
        COMMIT,
        Optional.empty(),
        like,
        tar,
        Map.of(Format.TAR, Optional.empty()),
        Map.of(),
        NOWHERE);
  }

  private static Pin pin(
      List<String> urls, TarRecipe tar, Map<Format, Optional<Compressor>> outputs) {
    return new Pin(
        "a", urls, COMMIT, Optional.empty(), Optional.empty(), tar, outputs, Map.of(), NOWHERE);
  }

  private static Pin randomPin(Random random) {
    Optional<Preset> like = maybe(random, pick(random, List.of(Preset.values())));
    List<Format> formats = new ArrayList<>(List.of(Format.values()));
    Collections.shuffle(formats, random);
    Map<Format, Optional<Compressor>> outputs = new LinkedHashMap<>();
    for (Format format : formats.subList(0, 1 + random.nextInt(formats.size()))) {
      outputs.put(format, compressor(random, format));
    }
    Map<Format, Map<DigestAlgorithm, Digest>> expected = new EnumMap<>(Format.class);
    for (Format format : Format.values()) {
      for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
        boolean made = format == Format.TAR || outputs.containsKey(format);
        if (made && random.nextInt(3) == 0) {
          byte[] value = new byte[algorithm.hexDigits() / 2];
          random.nextBytes(value);
          expected
              .computeIfAbsent(format, f -> new EnumMap<>(DigestAlgorithm.class))
              .put(algorithm, Digest.of(algorithm, value));
        }
      }
    }
    SubstInputs subst =
        new SubstInputs(
            maybe(
                random,
                new Abbreviation(
                    4 + random.nextInt(37),
                    random.nextBoolean() ? List.of() : List.of("a".repeat(41), "b".repeat(42)))),
            maybe(random, text(random)),
            maybe(random, text(random)),
            maybe(random, text(random) + "\n" + text(random)),
            random.nextBoolean() ? Map.of() : Map.of("%cr", text(random), "%G?", "N"));
    return new Pin(
        "n"
            + random.nextInt(100)
            + text(random).replaceAll("[\\\\\u0000-\u001f\u0080-\u009f]", "")
            + "z",
        random.nextBoolean() ? List.of("/srv/o/r.git") : List.of("/srv/o/r.git", "/x\"" + "y"),
        COMMIT,
        maybe(random, pick(random, List.of("v1", "refs/heads/x", "b28236b", "é"))),
        like.map(Preset::label),
        new TarRecipe(
            pick(random, List.of(Profile.values())),
            ByteString.utf8(pick(random, List.of("r-1/", "r/", "", text(random) + "/"))),
            pick(random, List.of(Umask.GIT, new Umask(0), new Umask(0777))),
            subst,
            List.of()),
        outputs,
        expected,
        NOWHERE);
  }

  private static Optional<Compressor> compressor(Random random, Format format) {
    List<String> engines = ReservedEngine.labels(format);
    return engines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Compressor(pick(random, engines), 5 + random.nextInt(5)));
  }

  private static String text(Random random) {
    List<String> parts = List.of("a", "\"", "\\", "\t", "\u001b", "\u0085", "é", "🐎", " ", "x{'");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(pick(random, parts));
    }
    return text.toString();
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static <T> Optional<T> maybe(Random random, T value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value);
  }
}
