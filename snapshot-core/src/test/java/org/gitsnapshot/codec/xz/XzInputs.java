package org.gitsnapshot.codec.xz;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.gitsnapshot.codec.Samples;

/** Inputs at the edges of dictionaries, chunks and matches. */
final class XzInputs {
  /** The dictionary of level 0. */
  private static final int DICTIONARY = 1 << 18;

  /** The most that one chunk holds as it is. */
  private static final int STORED = 1 << 16;

  /** The most input of one chunk. */
  private static final int CHUNK = 1 << 21;

  private XzInputs() {}

  /** Returns inputs for level 0, by name. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> inputs = new LinkedHashMap<>();
    for (int d = -2; d <= 2; d++) {
      inputs.put("dictionary" + d, repeated(7, DICTIONARY + d, DICTIONARY + 40_000));
    }
    for (int size : new int[] {61_000, 61_439, 61_440, STORED - 1, STORED, STORED + 1, 200_000}) {
      inputs.put("random-" + size, Samples.random(size, size));
    }
    for (int d : new int[] {-274, -273, -272, -1, 0, 1, 300_000}) {
      inputs.put("zeros" + d, new byte[CHUNK + d]);
    }
    inputs.put("text-2m", Samples.text(2, CHUNK));
    for (int size = 1; size <= 9; size++) {
      inputs.put("zeros-" + size, new byte[size]);
      inputs.put("random-" + size, Samples.random(3, size));
    }
    return inputs;
  }

  /** Returns random bytes, and matches of all lengths a certain way back. */
  private static byte[] repeated(long seed, int distance, int size) {
    Random random = new Random(seed);
    byte[] bytes = Samples.random(seed, size);
    int length = 2;
    for (int at = distance; at + length < size; length = length % 280 + 1) {
      System.arraycopy(bytes, at - distance, bytes, at, length);
      at += length + 1 + random.nextInt(3);
    }
    return bytes;
  }

  /**
   * Returns an input from a seed, from nothing to about 600,000 bytes: pieces that pack or do not,
   * and matches that are as long or as far as can be, or a byte off.
   */
  static byte[] of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    byte[] bytes = new byte[random.nextInt(random.nextInt(4) == 0 ? 600_000 : 150_000)];
    int at = 0;
    while (at < bytes.length) {
      int length =
          Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 70_000 : 3000));
      switch (random.nextInt(6)) {
        case 0 -> put(bytes, at, Samples.random(random.nextLong(), length));
        case 1 -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(3));
        case 2 -> put(bytes, at, Samples.letters(random.nextLong(), 2 + random.nextInt(9), length));
        case 3 ->
            put(bytes, at, Samples.periodic(random.nextLong(), 1 + random.nextInt(9), length));
        case 4 -> copies(random, bytes, at, at + length);
        default -> put(bytes, at, Samples.text(random.nextInt(3), length));
      }
      at += length;
    }
    return bytes;
  }

  private static void put(byte[] bytes, int at, byte[] piece) {
    System.arraycopy(piece, 0, bytes, at, piece.length);
  }

  private static void copies(Random random, byte[] bytes, int from, int to) {
    int[] distances = {
      1, 2, 128, 129, 512, 513, 32768, DICTIONARY - 1, DICTIONARY, DICTIONARY + 1, 70_000, 5
    };
    int[] lengths = {1, 2, 3, 4, 7, 8, 9, 17, 18, 63, 64, 65, 127, 128, 129, 272, 273, 274, 600};
    int last = 1;
    for (int i = from; i < to; ) {
      int distance = random.nextInt(3) == 0 ? last : distances[random.nextInt(distances.length)];
      last = distance;
      int length = lengths[random.nextInt(lengths.length)];
      for (; length > 0 && i < to; length--, i++) {
        bytes[i] = i >= distance ? bytes[i - distance] : (byte) random.nextInt(256);
      }
      for (int n = random.nextInt(3); n > 0 && i < to; n--) {
        bytes[i++] = (byte) random.nextInt(256);
      }
    }
  }
}
