package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/** Finds out whether a block repeats a shorter text. */
final class Period {
  private Period() {}

  /** Returns the length of the shortest text of which a block is a repetition. */
  static int of(byte[] bytes, int length) {
    int period = length;
    int left = length;
    // The shortest is reached by taking out one prime factor after the other, as long as that goes.
    for (int prime = 2; left > 1; prime++) {
      if ((long) prime * prime > left) {
        prime = left;
      }
      while (left % prime == 0) {
        left /= prime;
        if (repeats(bytes, period, period / prime)) {
          period /= prime;
        }
      }
    }
    return period;
  }

  private static boolean repeats(byte[] bytes, int length, int period) {
    return Arrays.equals(
        bytes,
        Block.LEAD,
        Block.LEAD + length - period,
        bytes,
        Block.LEAD + period,
        Block.LEAD + length);
  }
}
