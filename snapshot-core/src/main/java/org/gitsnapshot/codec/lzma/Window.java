package org.gitsnapshot.codec.lzma;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.gitsnapshot.recipe.XzOptions;

/**
 * The input in sight: what matches may copy from, and what is to come.
 *
 * <p>It is filled to the brim before any of it is encoded, so that the bytes do not depend on how
 * the input is cut, and slid by multiples of 16, so that an index tells the low bits of a position
 * in the input. The array grows up to its limit only as input comes.
 */
final class Window {
  /** Room behind the end, so that a comparison may load eight bytes anywhere before it. */
  private static final int SLACK = 8;

  /** An index keeps this many low bits of the position in the input. */
  private static final int ALIGNMENT = 16;

  private static final int FIRST_SIZE = 1 << 16;

  /** The most bytes that a chunk of LZMA2 can have which is stored. */
  private static final int STORED_CHUNK = 1 << 16;

  /** The array grows by such a factor: what it had before is hardly anything beside it. */
  private static final int GROWTH = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int capacity;
  private final int behind;
  private final int ahead;

  /** The bytes; those from {@link #end} on mean nothing. */
  byte[] bytes = new byte[FIRST_SIZE + SLACK];

  /** The index behind the last byte. */
  int end;

  /** Whether {@link #end} is the end of the input. */
  boolean complete;

  /**
   * Creates one.
   *
   * @param behind how many bytes before the one to be found next are kept
   * @param ahead how many bytes behind it are wanted unless the input is at its end
   * @param capacity how many bytes there can be, more than those two together
   */
  Window(int behind, int ahead, int capacity) {
    this.behind = behind;
    this.ahead = ahead;
    this.capacity = capacity;
  }

  /** Returns a window for an encoder. */
  static Window of(XzOptions options) {
    int behind = kept(options) + OptimalParser.REACH;
    int ahead = OptimalParser.REACH + 1 + Match.MAX_LENGTH;
    return new Window(behind, ahead, capacity(options));
  }

  /** Returns how many bytes of heap one takes at the most. */
  static long memory(XzOptions options) {
    return capacity(options);
  }

  private static int capacity(XzOptions options) {
    // Sliding copies the dictionary, so there is room to do it seldom: about twice for each.
    return kept(options) + options.dictionary() / 2 + (1 << 19) + 2 * OptimalParser.REACH;
  }

  /** What does not get shorter is stored at the end of its chunk, from here. */
  private static int kept(XzOptions options) {
    return Math.max(options.dictionary(), STORED_CHUNK);
  }

  /** Takes input and returns how much of it fits. */
  int fill(byte[] from, int offset, int length) {
    int taken = Math.min(length, capacity - end);
    if (end + taken > bytes.length - SLACK) {
      long grown = Math.max((long) GROWTH * (bytes.length - SLACK), (long) end + taken);
      bytes = Arrays.copyOf(bytes, (int) Math.min(grown, capacity) + SLACK);
    }
    System.arraycopy(from, offset, bytes, end, taken);
    end += taken;
    return taken;
  }

  boolean isFull() {
    return end == capacity;
  }

  /** Returns the index that finding must not begin at or behind until there is more input. */
  int limit() {
    return complete ? end : Math.max(0, end - ahead);
  }

  /**
   * Drops what is too far back to be seen from a position, and returns how many indices all bytes
   * move down.
   */
  int slide(int position) {
    int by = Math.max(0, position - behind) & -ALIGNMENT;
    end -= by;
    System.arraycopy(bytes, by, bytes, 0, end);
    return by;
  }

  /** Forgets all input; the memory is kept. */
  void clear() {
    end = 0;
    complete = false;
  }

  /**
   * Returns how many bytes from two indices on are equal.
   *
   * @param length how many are known to be
   * @param limit the most that count; neither string goes on beyond the end
   */
  static int equal(byte[] bytes, int one, int other, int length, int limit) {
    int equal = length;
    while (equal < limit) {
      long difference = eight(bytes, one + equal) ^ eight(bytes, other + equal);
      if (difference != 0) {
        return Math.min(equal + (Long.numberOfTrailingZeros(difference) >>> 3), limit);
      }
      equal += Long.BYTES;
    }
    return limit;
  }

  /** Returns the eight bytes from an index on as a number, the first the lowest. */
  static long eight(byte[] bytes, int from) {
    return (long) LONGS.get(bytes, from);
  }

  /** Returns how many bytes two strings of eight have in common before they differ, 0 to 8. */
  static int equalBytes(long one, long other) {
    return Long.numberOfTrailingZeros(one ^ other) >>> 3;
  }

  /** Returns whether a string of eight bytes is less than another. */
  static boolean isLess(long one, long other) {
    return Long.reverseBytes(one) + Long.MIN_VALUE < Long.reverseBytes(other) + Long.MIN_VALUE;
  }

  /** Does as {@link #equal}, but counts by eight bytes from the length on, and over the limit. */
  static int equalEights(byte[] bytes, int one, int other, int length, int limit) {
    int equal = length;
    while (equal < limit && eight(bytes, one + equal) == eight(bytes, other + equal)) {
      equal += Long.BYTES;
    }
    return equal;
  }
}
