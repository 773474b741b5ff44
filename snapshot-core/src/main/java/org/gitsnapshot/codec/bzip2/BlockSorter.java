package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * The Burrows-Wheeler transform of a block: the last column of its sorted rotations.
 *
 * <p>A block that repeats a shorter text is sorted as that text, each byte of whose column then
 * stands as often as the text is repeated; which of its equal rotations counts as the block itself,
 * {@link TieOrder} says. Made once and used for each block; not thread-safe.
 */
final class BlockSorter {
  /** The last column. */
  final byte[] column;

  /** Which bytes occur in the block. */
  final boolean[] used = new boolean[256];

  private final int[] counts = new int[256];
  private final LmsPositions lms;
  private final EqualGroups groups;
  private final PrefixSorter prefixes;
  private final RankSorter ranks;
  private final InducedSorter induced;

  /**
   * @param capacity how many bytes a block has at most
   */
  BlockSorter(int capacity) {
    column = new byte[capacity];
    lms = new LmsPositions(capacity);
    groups = new EqualGroups(lms);
    prefixes = new PrefixSorter(lms, groups);
    ranks = new RankSorter(lms, groups, prefixes.items);
    induced = new InducedSorter(capacity, lms, prefixes.items);
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory(int capacity) {
    long half = capacity / 2L + 2;
    int perHalf = 4 * Integer.BYTES + Long.BYTES;
    return (Integer.BYTES + 1L) * capacity + perHalf * half + (1 << 19);
  }

  /**
   * Sorts the rotations of a block.
   *
   * @return which of them is the block itself, from 0
   */
  int sort(Block block) {
    int period = Period.of(block.bytes, block.length);
    count(block.bytes, period);
    int first = period == 1 ? sortRun(block) : sortText(block.bytes, period);
    int repeats = block.length / period;
    if (repeats == 1) {
      return first;
    }
    for (int i = period - 1; i >= 0; i--) {
      Arrays.fill(column, i * repeats, (i + 1) * repeats, column[i]);
    }
    return TieOrder.indexOfFirst(block, period);
  }

  private int sortRun(Block block) {
    column[0] = block.bytes[Block.LEAD];
    return 0;
  }

  private int sortText(byte[] bytes, int length) {
    // In a repetition the neighbours stand there already, but for those around the block's ends.
    bytes[Block.LEAD - 1] = bytes[Block.LEAD + length - 1];
    for (int i = 0; i < Block.TAIL; i++) {
      bytes[Block.LEAD + length + i] = bytes[Block.LEAD + i];
    }
    lms.find(bytes, length);
    groups.clear(length);
    prefixes.sort(bytes, length);
    ranks.sort();
    return induced.sort(bytes, length, counts, column);
  }

  private void count(byte[] bytes, int length) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < length; i++) {
      counts[bytes[Block.LEAD + i] & 0xff]++;
    }
    for (int b = 0; b < used.length; b++) {
      used[b] = counts[b] > 0;
    }
  }
}
