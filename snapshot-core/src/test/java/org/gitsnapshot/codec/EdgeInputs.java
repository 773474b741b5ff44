package org.gitsnapshot.codec;

import java.util.Arrays;
import java.util.Random;

/**
 * Inputs from a seed, made to crowd the edges of windows and blocks: sizes near multiples of 32 KiB
 * and 262 bytes before them, copies from as far as a match can reach, blocks that hardly pack.
 */
public final class EdgeInputs {
  private static final int WINDOW = 32768;
  private static final int LOOKAHEAD = 262;

  private EdgeInputs() {}

  /** Returns the input of a seed, from nothing to about 190 KiB. */
  public static byte[] of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    byte[] bytes = new byte[size(random)];
    int at = 0;
    while (at < bytes.length) {
      at += piece(random, bytes, at);
    }
    endWithCopy(random, bytes);
    return bytes;
  }

  private static int size(Random random) {
    if (random.nextInt(10) == 0) {
      return random.nextInt(1000);
    }
    int edge = random.nextInt(5) * WINDOW;
    int spread =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(9) - 4;
          case 1 -> -LOOKAHEAD + random.nextInt(9) - 4;
          case 2 -> -random.nextInt(LOOKAHEAD + 4);
          default -> random.nextInt(2 * WINDOW) - WINDOW;
        };
    return Math.max(0, edge + spread);
  }

  /** Fills a piece from {@code at} on and returns its length. */
  private static int piece(Random random, byte[] bytes, int at) {
    int left = bytes.length - at;
    int length = Math.min(left, 1 + random.nextInt(random.nextInt(5) == 0 ? 70_000 : 6_000));
    long seed = random.nextLong();
    switch (random.nextInt(8)) {
      case 0 -> System.arraycopy(Samples.random(seed, length), 0, bytes, at, length);
      case 1 -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(4));
      case 2 ->
          System.arraycopy(
              Samples.letters(seed, 2 + random.nextInt(30), length), 0, bytes, at, length);
      case 3 -> System.arraycopy(Samples.skewed(seed, length), 0, bytes, at, length);
      case 4 ->
          System.arraycopy(
              Samples.periodic(seed, 1 + random.nextInt(600), length), 0, bytes, at, length);
      case 5 -> copies(random, bytes, at, length);
      default -> System.arraycopy(Samples.text(seed & 3, length), 0, bytes, at, length);
    }
    return length;
  }

  /** Copies short strings from before, many of them from about as far as can be. */
  private static void copies(Random random, byte[] bytes, int at, int length) {
    int to = at + length;
    int i = at;
    while (i < to) {
      int distance =
          random.nextBoolean()
              ? WINDOW - LOOKAHEAD + random.nextInt(7) - 3
              : 1 + random.nextInt(random.nextBoolean() ? 5000 : WINDOW);
      int run = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 12);
      for (int n = 0; n < run && i < to; n++, i++) {
        bytes[i] = i >= distance ? bytes[i - distance] : (byte) random.nextInt(256);
      }
      if (i < to && random.nextBoolean()) {
        bytes[i++] = (byte) random.nextInt(256);
      }
    }
  }

  /** Lets the last bytes repeat earlier ones, where the end of the input shows in the matches. */
  private static void endWithCopy(Random random, byte[] bytes) {
    if (bytes.length < 600 || random.nextInt(3) == 0) {
      return;
    }
    int at = bytes.length - 1 - random.nextInt(300);
    while (at < bytes.length) {
      int reach = Math.min(at, WINDOW);
      int distance = random.nextInt(3) == 0 ? 1 + random.nextInt(reach) : reach;
      distance = Math.min(at, Math.max(1, distance - random.nextInt(600)));
      int run = 3 + random.nextInt(100);
      for (int n = 0; n < run && at < bytes.length; n++, at++) {
        bytes[at] = bytes[at - distance];
      }
      if (at < bytes.length && random.nextInt(3) == 0) {
        bytes[at++] = 0;
      }
    }
  }
}
