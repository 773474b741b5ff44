package org.gitsnapshot.codec.bzip2;

/**
 * Completes the order of all rotations from that of the leftmost S type ones, in two passes.
 *
 * <p>Upwards, each rotation puts the one before it in place if that is of L type; downwards, the
 * same for S type. An entry is a position and, above it, the byte before that: this byte decides
 * where the rotation before goes, and in the end it is what the last column has. Made once and used
 * for each block; not thread-safe.
 */
final class InducedSorter {
  private static final int BITS = PrefixSorter.POSITION_BITS;
  private static final int MASK = PrefixSorter.POSITION_MASK;
  private static final int BYTES = 256;

  private final LmsPositions lms;
  private final long[] sorted;

  /** The order of all rotations. */
  private final int[] order;

  /** Where the rotations that begin with a byte start in the order. */
  private final int[] starts = new int[BYTES + 1];

  /** Behind the last of L type, which come first among those that begin with the same byte. */
  private final int[] ends = new int[BYTES];

  /** Before the first of S type so far. */
  private final int[] fronts = new int[BYTES];

  /**
   * @param capacity how many bytes a text has at most
   * @param sorted the rotations at the positions in order, their position in the lowest bits
   */
  InducedSorter(int capacity, LmsPositions lms, long[] sorted) {
    this.lms = lms;
    this.sorted = sorted;
    order = new int[capacity];
  }

  /**
   * Sorts all rotations.
   *
   * @param text a text with the byte that precedes its first at {@link Block#LEAD} - 1
   * @param counts how often each byte occurs in it
   * @param column takes the last column
   * @return where the text itself is among its rotations
   */
  int sort(byte[] text, int length, int[] counts, byte[] column) {
    int sum = 0;
    for (int b = 0; b < BYTES; b++) {
      starts[b] = sum;
      ends[b] = sum;
      sum += counts[b];
      fronts[b] = sum;
    }
    starts[BYTES] = sum;
    passUp(text, length);
    return passDown(text, length, column);
  }

  private void passUp(byte[] text, int length) {
    int star = 0;
    for (int b = 0; b < BYTES; b++) {
      // The end moves while the bucket is read: a run of the byte puts its own rotations there.
      for (int i = starts[b]; i < ends[b]; i++) {
        int entry = order[i];
        int before = entry >>> BITS;
        if (before >= b) {
          order[ends[before]++] = before(text, length, entry & MASK);
        }
      }
      for (; star < lms.count; star++) {
        int position = (int) sorted[star] & MASK;
        if ((text[Block.LEAD + position] & 0xff) != b) {
          break;
        }
        int before = text[Block.LEAD + position - 1] & 0xff;
        order[ends[before]++] = before(text, length, position);
      }
    }
  }

  private int passDown(byte[] text, int length, byte[] column) {
    int first = -1;
    for (int b = BYTES - 1; b >= 0; b--) {
      int i = starts[b + 1] - 1;
      for (; i >= ends[b]; i--) {
        int entry = order[i];
        int before = entry >>> BITS;
        column[i] = (byte) before;
        if (before <= b) {
          order[--fronts[before]] = before(text, length, entry & MASK);
        }
        if ((entry & MASK) == 0) {
          first = i;
        }
      }
      for (; i >= starts[b]; i--) {
        int entry = order[i];
        int before = entry >>> BITS;
        column[i] = (byte) before;
        if (before < b) {
          order[--fronts[before]] = before(text, length, entry & MASK);
        }
        if ((entry & MASK) == 0) {
          first = i;
        }
      }
    }
    return first;
  }

  /** Returns the entry of the rotation that begins one byte earlier. */
  private static int before(byte[] text, int length, int position) {
    int at = position == 0 ? length - 1 : position - 1;
    return ((text[Block.LEAD + at - 1] & 0xff) << BITS) | at;
  }
}
