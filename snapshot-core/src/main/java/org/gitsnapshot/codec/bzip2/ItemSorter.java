package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * Sorts ranges of longs by the bits above {@link PrefixSorter#POSITION_BITS}: a position below a
 * key.
 *
 * <p>Long ranges are sorted from the lowest digit of the key to the highest, for which no item has
 * to be compared; short ones as the JDK does it. Made once; not thread-safe.
 */
final class ItemSorter {
  /** From this length on digits are faster, measured on source text. */
  private static final int LONG_RANGE = 500;

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = (Long.SIZE - PrefixSorter.POSITION_BITS) / DIGIT_BITS;
  private static final int VALUES = 1 << DIGIT_BITS;

  final long[] items;
  private final long[] other;
  private final int[] places = new int[DIGITS * VALUES];

  /**
   * @param capacity how many items there are at most
   */
  ItemSorter(int capacity) {
    items = new long[capacity];
    other = new long[capacity];
  }

  /** Sorts a range, as signed numbers; items with the same key come out in any order. */
  void sort(int from, int to) {
    if (to - from < LONG_RANGE) {
      Arrays.sort(items, from, to);
    } else {
      sortByDigits(from, to);
    }
  }

  private void sortByDigits(int from, int to) {
    count(from, to);
    long[] source = items;
    long[] target = other;
    for (int digit = 0; digit < DIGITS; digit++) {
      int base = digit * VALUES;
      if (places[base + digit(source[from], digit)] == to - from) {
        continue;
      }
      int sum = from;
      for (int value = base; value < base + VALUES; value++) {
        int count = places[value];
        places[value] = sum;
        sum += count;
      }
      for (int i = from; i < to; i++) {
        long item = source[i];
        target[places[base + digit(item, digit)]++] = item;
      }
      long[] sorted = target;
      target = source;
      source = sorted;
    }
    if (source != items) {
      System.arraycopy(source, from, items, from, to - from);
    }
  }

  private void count(int from, int to) {
    Arrays.fill(places, 0);
    for (int i = from; i < to; i++) {
      long item = items[i];
      places[digit(item, 0)]++;
      places[VALUES + digit(item, 1)]++;
      places[2 * VALUES + digit(item, 2)]++;
      places[3 * VALUES + digit(item, 3)]++;
    }
  }

  /** Returns a digit of the key, 0 for the lowest; negative numbers have the lower high digits. */
  private static int digit(long item, int digit) {
    long unsigned = item ^ Long.MIN_VALUE;
    return (int) (unsigned >>> (PrefixSorter.POSITION_BITS + digit * DIGIT_BITS)) & (VALUES - 1);
  }
}
