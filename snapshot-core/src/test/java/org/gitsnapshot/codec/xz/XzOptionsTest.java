package org.gitsnapshot.codec.xz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.XzCheck;
import org.gitsnapshot.recipe.XzFinder;
import org.gitsnapshot.recipe.XzOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Options of xz in a recipe give the bytes of the program with the same options.
 *
 * <p>{@code -Dsnapshot.long=true} takes {@value #LONG_SEEDS} sets of options, from the seed {@code
 * -Dsnapshot.seed} on.
 */
@Tag("one-jvm")
class XzOptionsTest {
  private static final int SEEDS = 40;
  private static final int LONG_SEEDS = 1500;

  @ParameterizedTest
  @EnumSource(XzCheck.class)
  void checksAreThoseOfTheProgram(XzCheck check) throws Exception {
    List<byte[]> inputs = List.of(new byte[0], new byte[] {1}, Samples.text(1, 50_001));
    String option = "--check=" + check.label();
    for (String[] form : new String[][] {{"xz", "-T1"}, {"xz-mt", "-T2"}}) {
      List<byte[]> expected = XzProgram.with(form[1], option).pack(1, "xz", inputs);
      for (int i = 0; i < inputs.size(); i++) {
        assertSame(inputs.get(i), form[0] + " -1 check=" + check.label(), expected.get(i));
      }
    }
  }

  /** Chunks that are stored reach farther back than a small dictionary. */
  @Test
  void noiseIsStoredWithSmallDictionaries() throws Exception {
    byte[] noise = new byte[1_300_000];
    new Random(1).nextBytes(noise);
    for (int dictionary : new int[] {4096, 5000, 16_384, 40_000, 60_000}) {
      for (String[] form : new String[][] {{"xz", "-T1"}, {"xz-mt", "-T2"}}) {
        for (int level : new int[] {1, 6}) {
          String option = "--lzma2=preset=" + level + ",dict=" + dictionary;
          byte[] expected =
              XzProgram.with(form[1], option).pack(level, "xz", List.of(noise)).get(0);
          assertSame(noise, form[0] + " -" + level + " dict=" + dictionary, expected);
        }
      }
    }
  }

  @Test
  void optionsGiveTheBytesOfTheProgram() throws Exception {
    long first = Long.getLong("snapshot.seed", 0);
    long end = first + (Boolean.getBoolean("snapshot.long") ? LONG_SEEDS : SEEDS);
    for (long seed = first; seed < end; seed++) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L + 2);
      boolean blocks = random.nextBoolean();
      int level = random.nextInt(10);
      boolean extreme = random.nextInt(4) == 0;
      XzOptions options = random(random, XzOptions.preset(level, extreme));
      String label = (blocks ? "xz-mt" : "xz") + (extreme ? "-extreme" : "");
      Compressor compressor = Compressor.parse(label + " -" + level);
      compressor = compressor.with(options);
      assertThat(Compressor.parse(compressor.toString())).isEqualTo(compressor);
      byte[] input = XzInputs.of(seed);
      List<String> command = new ArrayList<>(List.of(blocks ? "-T2" : "-T1"));
      command.addAll(options(options, level + (extreme ? "e" : "")));
      byte[] expected =
          XzProgram.with(command.toArray(String[]::new)).pack(level, "xz", List.of(input)).get(0);
      assertSame(input, compressor.toString(), expected);
    }
  }

  private static XzOptions random(Random random, XzOptions preset) {
    int lc = random.nextInt(5);
    XzFinder finder = pick(random, XzFinder.values(), preset.finder());
    int[] sizes = {4096, 5000, 65_536, 100_001, 1 << 18, 3 << 20};
    int[] depths = {0, 1, 3, 30, 300};
    int[] nices = {finder.bytes(), 4, 5, 8, 33, 63, 64, 129, 272, 273};
    int[] blocks = {0, 0, 0, 4096, 40_000, 65_536, 100_001};
    return new XzOptions(
        pick(random, XzCheck.values(), preset.check()),
        pick(random, sizes, preset.dictionary()),
        lc,
        random.nextInt(5 - lc),
        random.nextInt(5),
        random.nextInt(3) == 0 ? !preset.optimal() : preset.optimal(),
        Math.max(finder.bytes(), pick(random, nices, preset.nice())),
        finder,
        pick(random, depths, (int) preset.depth()),
        pick(random, blocks, 0));
  }

  private static <T> T pick(Random random, T[] values, T usual) {
    return random.nextBoolean() ? usual : values[random.nextInt(values.length)];
  }

  private static int pick(Random random, int[] values, int usual) {
    return random.nextInt(3) == 0 ? usual : values[random.nextInt(values.length)];
  }

  private static List<String> options(XzOptions options, String preset) {
    List<String> words = new ArrayList<>();
    words.add("--check=" + options.check().label());
    if (options.block() > 0) {
      words.add("--block-size=" + options.block());
    }
    words.add(
        "--lzma2=preset="
            + preset
            + (",dict=" + options.dictionary())
            + (",lc=" + options.lc() + ",lp=" + options.lp() + ",pb=" + options.pb())
            + (",mode=" + (options.optimal() ? "normal" : "fast"))
            + (",nice=" + options.nice() + ",mf=" + options.finder().label())
            + (",depth=" + options.depth()));
    return words;
  }

  private static void assertSame(byte[] input, String compressor, byte[] expected)
      throws Exception {
    for (int threads : new int[] {1, 2}) {
      byte[] actual = pack(input, compressor, threads);
      assertThat(Arrays.mismatch(actual, expected))
          .as("%s: %d bytes for %d differ from", compressor, actual.length, expected.length)
          .isEqualTo(-1);
    }
  }

  private static byte[] pack(byte[] input, String compressor, int threads) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = Engines.open(packed, Compressor.parse(compressor), threads)) {
      encoder.write(input);
      encoder.finish();
    }
    return packed.toByteArray();
  }
}
