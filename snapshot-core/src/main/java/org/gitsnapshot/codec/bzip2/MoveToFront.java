package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * Turns the last column into symbols: how far back each byte was seen last, and runs of zeros as
 * numbers.
 *
 * <p>Symbols 0 and 1 are the digits of a run's length in the bijective base 2, lowest first; a
 * distance {@code d} from 1 on is symbol {@code d + 1}; the highest symbol ends the block. Made
 * once and used for each block; not thread-safe.
 */
final class MoveToFront {
  private static final int RUN_A = 0;
  private static final int RUN_B = 1;

  /** The two digits of runs, 255 distances and the end. */
  static final int MAX_SYMBOLS = 258;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** The symbols of the block. */
  final char[] symbols;

  /** How many symbols the block has. */
  int size;

  /** How often each symbol occurs. */
  final int[] counts = new int[MAX_SYMBOLS];

  /** How many different symbols can occur: the end is the last of them. */
  int alphabet;

  /** The bytes seen last, latest first, eight in a word from its lowest byte up. */
  private final long[] recent = new long[256 / Long.BYTES];

  /**
   * @param capacity how many bytes a block has at most
   */
  MoveToFront(int capacity) {
    symbols = new char[capacity + 1];
  }

  /**
   * Turns a column into symbols.
   *
   * @param used which bytes occur in it
   */
  void transform(byte[] column, int length, boolean[] used) {
    Arrays.fill(counts, 0);
    int bytes = listInOrder(used);
    alphabet = bytes + 2;
    int out = 0;
    int zeros = 0;
    long head = recent[0];
    for (int i = 0; i < length; i++) {
      long b = column[i] & 0xff;
      if (b == (head & 0xff)) {
        zeros++;
        continue;
      }
      if (zeros > 0) {
        out = putRun(zeros, out);
        zeros = 0;
      }
      long equal = equalBytes(head, b);
      int distance;
      if (equal != 0) {
        int shift = Long.numberOfTrailingZeros(equal) & ~7;
        distance = shift >>> 3;
        // The bytes before it move up by one; those behind it stay.
        long moved = (2L << (shift + 7)) - 1;
        head = (head & ~moved) | ((head << 8) & moved) | b;
      } else {
        distance = moveFromFar(head, b);
        head = (head << 8) | b;
      }
      symbols[out++] = (char) (distance + 1);
      counts[distance + 1]++;
    }
    if (zeros > 0) {
      out = putRun(zeros, out);
    }
    symbols[out++] = (char) (alphabet - 1);
    counts[alphabet - 1]++;
    size = out;
  }

  /** Moves a byte that is not in the first word, and returns its distance. */
  private int moveFromFar(long head, long b) {
    long carry = head >>> 56;
    for (int k = 1; ; k++) {
      long word = recent[k];
      long equal = equalBytes(word, b);
      if (equal != 0) {
        int shift = Long.numberOfTrailingZeros(equal) & ~7;
        long moved = (2L << (shift + 7)) - 1;
        recent[k] = (word & ~moved) | ((word << 8) & moved) | carry;
        return k * Long.BYTES + (shift >>> 3);
      }
      recent[k] = (word << 8) | carry;
      carry = word >>> 56;
    }
  }

  /** Returns a word whose lowest bit set is in the lowest byte that equals {@code b}, or 0. */
  private static long equalBytes(long word, long b) {
    long difference = word ^ (b * ONES);
    return (difference - ONES) & ~difference & HIGHS;
  }

  private int putRun(int length, int at) {
    int out = at;
    for (int left = length; left > 0; left = (left - 1) >>> 1) {
      int digit = (left & 1) == 1 ? RUN_A : RUN_B;
      symbols[out++] = (char) digit;
      counts[digit]++;
    }
    return out;
  }

  /** Starts with the bytes that occur in ascending order, and returns how many there are. */
  private int listInOrder(boolean[] used) {
    Arrays.fill(recent, 0);
    int n = 0;
    for (int b = 0; b < used.length; b++) {
      if (used[b]) {
        recent[n >>> 3] |= (long) b << (n << 3);
        n++;
      }
    }
    return n;
  }
}
