package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;
import java.util.Random;
import org.gitsnapshot.codec.Samples;

/** Inputs from a seed, made for what is special about bzip2: ends of blocks, and repetition. */
final class BlockInputs {
  private static final int LONGEST_RUN = 260;

  private BlockInputs() {}

  /**
   * Returns an input that has a run where a block of a level becomes full: a few runs of any length
   * begin at most a few bytes before or behind that place.
   */
  static byte[] endingBlocks(long seed, int level) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int full = new Block(level).full;
    byte[] input = new byte[2 * full + 100_000];
    int size = 0;
    int blocks = 1 + random.nextInt(level == 1 ? 2 : 1);
    for (int block = 0; block < blocks; block++) {
      int before = full - random.nextInt(12);
      before = block == 0 ? before : before - random.nextInt(12);
      size = appendUneven(random, input, size, before);
      int runs = 1 + random.nextInt(4);
      for (int run = 0; run < runs; run++) {
        int length = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1 + random.nextInt(600);
        Arrays.fill(input, size, size + length, (byte) (random.nextInt(4) - 2));
        size += length;
      }
    }
    int rest = random.nextInt(3) == 0 ? 0 : random.nextInt(40);
    return Arrays.copyOf(input, appendUneven(random, input, size, rest));
  }

  /** Appends bytes that have no runs, of a kind that is packed fast. */
  private static int appendUneven(Random random, byte[] input, int from, int length) {
    int alphabet = 3 + random.nextInt(60);
    for (int i = from; i < from + length; i++) {
      input[i] = (byte) (i == 0 ? 0 : input[i - 1] + 1 + random.nextInt(alphabet));
    }
    return from + length;
  }

  /**
   * Returns a text several times, so that in most cases a block of a level is a repetition as a
   * whole.
   */
  static byte[] repetition(long seed, int level) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int full = new Block(level).full;
    int period = 1 + random.nextInt(1 << random.nextInt(16));
    int size =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(10_000);
          case 1 -> 10_000 + random.nextInt(4 * period);
          case 2 -> full;
          default -> random.nextInt(full);
        };
    if (size == full) {
      while (full % period != 0) {
        period++;
      }
    }
    int repeats = Math.max(2, size / period);
    byte[] text = text(random, period);
    byte[] repeated = new byte[period * repeats];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = text[i % period];
    }
    return expandRuns(repeated);
  }

  private static byte[] text(Random random, int length) {
    return switch (random.nextInt(6)) {
      case 0 -> Samples.random(random.nextLong(), length);
      case 1 -> Samples.letters(random.nextLong(), 2 + random.nextInt(3), length);
      case 2 -> Samples.skewed(random.nextLong(), length);
      case 3 -> descending(random, length);
      case 4 -> rare(random, length);
      default -> Samples.text(random.nextInt(4), length);
    };
  }

  /** Returns stairs: few of their rotations are sorted by comparison, most are copied. */
  private static byte[] descending(Random random, int length) {
    byte[] bytes = new byte[length];
    int value = 255;
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) value;
      value -= random.nextInt(3);
      value = value < 0 ? 255 : value;
    }
    return bytes;
  }

  /** Returns bytes of which one is all but alone. */
  private static byte[] rare(Random random, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 251);
    for (int i = random.nextInt(10); i > 0; i--) {
      bytes[random.nextInt(length)] = (byte) random.nextInt(4);
    }
    return bytes;
  }

  /**
   * Returns an input whose block, after runs are shortened, begins as these bytes: a byte behind
   * four equal ones is taken as the count of a run, where it can be.
   */
  private static byte[] expandRuns(byte[] block) {
    byte[] input = new byte[block.length * 60 + LONGEST_RUN];
    int size = 0;
    int run = 0;
    for (int i = 0; i < block.length; i++) {
      byte b = block[i];
      if (run == 4) {
        int more = Math.min(b & 0xff, 251);
        Arrays.fill(input, size, size + more, block[i - 1]);
        size += more;
        run = 0;
      } else {
        run = run > 0 && b == block[i - 1] ? run + 1 : 1;
        input[size++] = b;
      }
    }
    return Arrays.copyOf(input, size);
  }
}
