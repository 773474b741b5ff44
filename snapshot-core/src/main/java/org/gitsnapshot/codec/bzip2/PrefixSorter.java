package org.gitsnapshot.codec.bzip2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts rotations by their first bytes: enough of them for most texts, so that few are left equal.
 *
 * <p>A rotation is one long: 44 bits of its text and 20 of its position. They are spread by their
 * first two bytes, and from there on sorted by five bytes at a time. Those still equal after
 * {@value #ENOUGH} bytes are reported as a group for {@link RankSorter}. Made once and used for
 * each block; not thread-safe.
 */
final class PrefixSorter {
  /** Bits of a position: a block has less than 2^20 bytes. */
  static final int POSITION_BITS = 20;

  static final int POSITION_MASK = (1 << POSITION_BITS) - 1;

  /** Bytes that fit whole above a position. */
  private static final int STEP = (Long.SIZE - POSITION_BITS) / Byte.SIZE;

  /** The bytes by which the rotations are spread at first. */
  private static final int SPREAD = 2;

  private static final int BUCKETS = 1 << (SPREAD * Byte.SIZE);

  /** How many equal bytes are enough to leave a group to its ranks. */
  private static final int ENOUGH = 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The rotations, sorted but for the groups; the position is in the lowest bits. */
  final long[] items;

  private final LmsPositions lms;
  private final EqualGroups groups;
  private final int[] buckets = new int[BUCKETS + 1];
  private byte[] text = new byte[0];
  private int length;

  /** Ranges to be sorted yet: from, to and the depth of the bytes in their items. */
  private int[] stack = new int[3 << 8];

  private int top;

  /**
   * @param lms gives the rotations
   * @param groups takes those that are left equal
   */
  PrefixSorter(LmsPositions lms, EqualGroups groups) {
    this.lms = lms;
    this.groups = groups;
    items = new long[lms.positions.length];
  }

  /**
   * Sorts the rotations at the positions of a text.
   *
   * @param text a text that begins at {@link Block#LEAD}, is not a repetition of a shorter one, and
   *     goes on from its beginning for {@link Block#TAIL} bytes behind its end
   */
  void sort(byte[] text, int length) {
    this.text = text;
    this.length = length;
    spread();
    for (int b = 0; b < BUCKETS; b++) {
      if (buckets[b + 1] - buckets[b] > 1) {
        push(buckets[b], buckets[b + 1], SPREAD);
        sortPushed();
      }
    }
  }

  private void spread() {
    Arrays.fill(buckets, 0);
    int[] positions = lms.positions;
    int count = lms.count;
    for (int i = 0; i < count; i++) {
      buckets[head(positions[i])]++;
    }
    int sum = 0;
    for (int b = 0; b < BUCKETS; b++) {
      sum += buckets[b];
      buckets[b] = sum;
    }
    buckets[BUCKETS] = sum;
    for (int i = count - 1; i >= 0; i--) {
      int position = positions[i];
      items[--buckets[head(position)]] = item(position, SPREAD);
    }
  }

  private int head(int position) {
    return ((text[Block.LEAD + position] & 0xff) << 8) | (text[Block.LEAD + position + 1] & 0xff);
  }

  /** Returns an item whose order as a number is that of the text at a depth of the rotation. */
  private long item(int position, int depth) {
    int at = position + depth;
    while (at >= length) {
      at -= length;
    }
    long word = (long) LONG.get(text, Block.LEAD + at) ^ Long.MIN_VALUE;
    return (word & ~POSITION_MASK) | position;
  }

  private void push(int from, int to, int depth) {
    if (top + 3 > stack.length) {
      stack = Arrays.copyOf(stack, stack.length * 2);
    }
    stack[top] = from;
    stack[top + 1] = to;
    stack[top + 2] = depth;
    top += 3;
  }

  private void sortPushed() {
    while (top > 0) {
      top -= 3;
      int from = stack[top];
      int to = stack[top + 1];
      int depth = stack[top + 2] + STEP;
      Arrays.sort(items, from, to);
      int start = from;
      for (int i = from + 1; i <= to; i++) {
        if (i == to || (items[i] ^ items[start]) >>> POSITION_BITS != 0) {
          if (i - start > 1) {
            leaveOrPush(start, i, depth);
          }
          start = i;
        }
      }
    }
  }

  /** Takes rotations that agree in the first {@code depth} bytes. */
  private void leaveOrPush(int from, int to, int depth) {
    if (depth >= ENOUGH && groups.add(from, to, (int) items[from] & POSITION_MASK, depth)) {
      return;
    }
    for (int i = from; i < to; i++) {
      items[i] = item((int) items[i] & POSITION_MASK, depth);
    }
    push(from, to, depth);
  }
}
