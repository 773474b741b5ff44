package org.gitsnapshot.codec.bzip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Oracle;
import org.gitsnapshot.codec.Samples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ends of blocks and repetitions against the program.
 *
 * <p>{@code -Dsnapshot.long=true} runs {@value #LONG_SEEDS} generated inputs of each kind in place
 * of {@value #SEEDS}, from the seed {@code -Dsnapshot.seed} on.
 */
@Tag("one-jvm")
class BlockEdgesTest {
  private static final int SEEDS = 150;
  private static final int LONG_SEEDS = 10_000;
  private static final int BATCH = 50;

  private interface Inputs {
    byte[] of(long seed, int level);
  }

  @Test
  void runsAtTheEndOfABlockGiveTheBytesOfTheTool() throws Exception {
    check(BlockInputs::endingBlocks);
  }

  @Test
  void repetitionsGiveTheBytesOfTheTool() throws Exception {
    check(BlockInputs::repetition);
  }

  @Test
  void codesThatWouldBeTooLongGiveTheBytesOfTheTool() throws Exception {
    byte[] input = Samples.skewed(1, 800_000);
    // Bytes that are all but absent push the longest codes further down.
    for (int b = 0; b < 256; b++) {
      input[3000 * b] = (byte) b;
    }
    Oracle oracle = Bzip2Test::program;
    assertThat(pack(input, 9)).isEqualTo(oracle.pack(9, "bz2", List.of(input)).get(0));
  }

  private static void check(Inputs inputs) throws IOException, InterruptedException {
    long first = Long.getLong("snapshot.seed", 0);
    long end = first + (Boolean.getBoolean("snapshot.long") ? LONG_SEEDS : SEEDS);
    for (long seed = first; seed < end; seed += BATCH) {
      int level = 1 + (int) (seed / BATCH % 3);
      List<byte[]> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        batch.add(inputs.of(seed + i, level));
      }
      Oracle oracle = Bzip2Test::program;
      List<byte[]> expected = oracle.pack(level, "bz2", batch);
      for (int i = 0; i < BATCH; i++) {
        assertThat(pack(batch.get(i), level))
            .as("seed %d -%d", seed + i, level)
            .isEqualTo(expected.get(i));
      }
    }
  }

  private static byte[] pack(byte[] input, int level) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Encoder encoder = new Bzip2().open(packed, level, 1)) {
      encoder.write(input);
      encoder.finish();
    }
    return packed.toByteArray();
  }
}
