package org.gitsnapshot.codec.xz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Oracle;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.XzOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What xz gives at the edges of its dictionary, chunks and blocks.
 *
 * <p>{@code -Dsnapshot.long=true} packs {@value #LONG_SEEDS} generated inputs at each form of each
 * level, from the seed {@code -Dsnapshot.seed} on.
 */
@Tag("one-jvm")
class XzEdgesTest {
  private static final int SEEDS = 6;
  private static final int LONG_SEEDS = 300;

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "0, true"})
  void edgesGiveTheBytesOfTheProgram(int level, boolean extreme) throws Exception {
    Map<String, byte[]> inputs = XzInputs.all();
    List<String> names = List.copyOf(inputs.keySet());
    List<byte[]> values = List.copyOf(inputs.values());
    List<byte[]> expected = program("-T1", extreme).pack(level, "xz", values);
    for (int i = 0; i < names.size(); i++) {
      byte[] packed = pack(values.get(i), level, extreme);
      assertSame(packed, expected.get(i), names.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, false", "3, false", "4, false", "5, false", "6, false"})
  @CsvSource({"7, false", "8, false", "9, false", "0, true", "3, true", "5, true", "6, true"})
  void generatedInputsGiveTheBytesOfTheProgram(int level, boolean extreme) throws Exception {
    long first = Long.getLong("snapshot.seed", 0);
    int seeds = Boolean.getBoolean("snapshot.long") ? LONG_SEEDS : SEEDS;
    List<byte[]> inputs = LongStream.range(first, first + seeds).mapToObj(XzInputs::of).toList();
    List<byte[]> expected = program("-T1", extreme).pack(level, "xz", inputs);
    for (int i = 0; i < seeds; i++) {
      byte[] packed = pack(inputs.get(i), level, extreme);
      assertSame(packed, expected.get(i), "seed " + (first + i));
    }
  }

  @Test
  void blocksOfAnySizeGiveTheBytesOfTheProgram() throws Exception {
    int block = 1 << 20;
    byte[] noise = Samples.random(1, 3 * block);
    byte[] text = Samples.text(1, 2 * block);
    // A block that cannot be packed is stored whole, with the smallest dictionary.
    List<byte[]> inputs =
        List.of(
            new byte[block],
            new byte[block + 1],
            Arrays.copyOf(noise, block - 1),
            Arrays.copyOf(noise, block),
            Arrays.copyOf(noise, 2 * block + 100_000),
            Samples.concat(text, noise, text));
    List<byte[]> expected = program("-T2", false).pack(0, "xz", inputs);
    for (int i = 0; i < inputs.size(); i++) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (Encoder encoder = new XzMt(false).open(packed, 0, 2)) {
        encoder.write(inputs.get(i));
        encoder.finish();
      }
      assertSame(packed.toByteArray(), expected.get(i), "input " + i);
    }
  }

  @Test
  void aBlockThatCannotBePackedIsStoredAsTheProgramStoresIt() throws Exception {
    // The headers of chunks that do not pack outgrow what is reserved for them at about 21 MiB.
    int block = 22 << 20;
    byte[] input = Samples.concat(Samples.random(1, block), Samples.text(1, 30_000));
    byte[] expected =
        XzProgram.with("-T2", "--block-size=" + block).pack(0, "xz", List.of(input)).get(0);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Compressor compressor = Compressor.parse("xz-mt -0 block=" + block);
    try (Encoder encoder = Engines.open(packed, compressor, 2)) {
      encoder.write(input);
      encoder.finish();
    }
    // The header's last bytes: LZMA2, one byte of properties, and a dictionary of 4 KiB.
    assertThat(Arrays.copyOfRange(expected, 22, 25)).containsExactly(0x21, 1, 0);
    assertSame(packed.toByteArray(), expected, "noise");
  }

  private static Oracle program(String threads, boolean extreme) {
    return extreme ? XzProgram.with(threads, "-e") : XzProgram.with(threads);
  }

  private static byte[] pack(byte[] input, int level, boolean extreme) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    XzOptions options = XzOptions.preset(level, extreme);
    try (Encoder encoder = new SerialXz(options, packed, 1)) {
      encoder.write(input);
      encoder.finish();
    }
    return packed.toByteArray();
  }

  private static void assertSame(byte[] actual, byte[] expected, String name) {
    assertThat(Arrays.mismatch(actual, expected))
        .as("%s: %d bytes for %d differ from", name, actual.length, expected.length)
        .isEqualTo(-1);
  }
}
