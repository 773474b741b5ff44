package org.gitsnapshot.codec.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds earlier occurrences of a string: hash chains over the last 32 KiB.
 *
 * <p>A chain holds the positions with equal hashes, the latest first. A search looks at a limited
 * number of them, so which strings share a chain shows in the output and the hash is fixed.
 * Position 0 of the data stands for "none": what is there is never found, as in both families,
 * whose buffers start there. Not thread-safe.
 */
final class MatchFinder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HASH_BITS = 15;
  private static final int HASH_SHIFT = 5;
  private static final int HASH_MASK = (1 << HASH_BITS) - 1;
  private static final int LINK_MASK = Window.SIZE - 1;

  /** The first three of four bytes in little-endian order. */
  private static final int THREE_BYTES = 0xffffff;

  /** How many bytes of heap one takes. */
  static final long BYTES = (4L << HASH_BITS) + 2L * Window.SIZE;

  /** The latest position of each chain. */
  private final int[] heads = new int[1 << HASH_BITS];

  /**
   * How far before each of the last 32 Ki positions the one before it in its chain is, or a number
   * that is too far for any match.
   */
  private final char[] links = new char[Window.SIZE];

  private final int good;
  private final int maxChain;
  private byte[] data;

  /** Where the match that was found last starts. */
  int matchStart;

  MatchFinder(Level level, byte[] data) {
    this.good = level.good();
    this.maxChain = level.chain();
    this.data = data;
  }

  /** Forgets all positions and goes on in other data. */
  void reset(byte[] newData) {
    data = newData;
    Arrays.fill(heads, 0);
  }

  /** Enters a position and returns the latest one of its chain before it, which may be too far. */
  int insert(int at) {
    int hash = hash(data, at);
    int before = heads[hash];
    heads[hash] = at;
    links[at & LINK_MASK] = (char) Math.min(at - before, Character.MAX_VALUE);
    return before;
  }

  /** Enters the positions from one up to, and without, another. */
  void insertAll(int from, int to) {
    byte[] data = this.data;
    int[] heads = this.heads;
    char[] links = this.links;
    for (int at = from; at < to; at++) {
      int hash = hash(data, at);
      links[at & LINK_MASK] = (char) Math.min(at - heads[hash], Character.MAX_VALUE);
      heads[hash] = at;
    }
  }

  /** Returns whether the latest position of a chain can be matched. */
  static boolean inReach(int candidate, int at) {
    return candidate > Math.max(at - Window.MAX_DISTANCE - 1, 0);
  }

  /**
   * Searches a chain for the longest match, the nearest of equal ones.
   *
   * @param at the position whose match is wanted
   * @param candidate the latest position of its chain, {@linkplain #inReach in reach}
   * @param minLength what a match must be longer than, at least 2
   * @param nice the length that ends the search
   * @return the length of the match, which is then at {@link #matchStart}, or {@code minLength} if
   *     there is none
   */
  int longest(int at, int candidate, int minLength, int nice) {
    byte[] data = this.data;
    char[] links = this.links;
    int left = minLength >= good ? maxChain >>> 2 : maxChain;
    // From the second position of the chain on, the farthest is one nearer.
    int limit = Math.max(at - Window.MAX_DISTANCE, 0);
    int best = minLength;
    int q = candidate;
    if (best < Window.MIN_MATCH) {
      int wanted = (int) INT.get(data, at) & THREE_BYTES;
      while (((int) INT.get(data, q) & THREE_BYTES) != wanted) {
        q -= links[q & LINK_MASK];
        if (q <= limit || --left == 0) {
          return best;
        }
      }
      best = matchLength(data, at, q);
      matchStart = q;
      if (best >= nice) {
        return best;
      }
      q -= links[q & LINK_MASK];
      if (q <= limit || --left == 0) {
        return best;
      }
    }
    // A longer match agrees in the byte behind the best so far and the three before it.
    int probe = best + 1 - Integer.BYTES;
    int wanted = (int) INT.get(data, at + probe);
    do {
      if ((int) INT.get(data, q + probe) == wanted) {
        int length = matchLength(data, at, q);
        if (length > best) {
          best = length;
          matchStart = q;
          if (best >= nice) {
            return best;
          }
          probe = best + 1 - Integer.BYTES;
          wanted = (int) INT.get(data, at + probe);
        }
      }
      q -= links[q & LINK_MASK];
    } while (q > limit && --left != 0);
    return best;
  }

  /** Takes a position that is the latest of its chain out of it. */
  void forget(int at) {
    int hash = hash(data, at);
    if (heads[hash] == at) {
      heads[hash] = 0;
    }
  }

  /**
   * Follows the data, which was moved towards the start of the buffer.
   *
   * @param shift how far, a multiple of the window
   */
  void rebase(int shift) {
    int[] heads = this.heads;
    for (int i = 0; i < heads.length; i++) {
      heads[i] = Math.max(heads[i] - shift, 0);
    }
  }

  private static int hash(byte[] data, int at) {
    int first = data[at] << (2 * HASH_SHIFT);
    int second = (data[at + 1] & 0xff) << HASH_SHIFT;
    return (first ^ second ^ (data[at + 2] & 0xff)) & HASH_MASK;
  }

  /** Returns in how many bytes, up to the longest match, two places agree. */
  private static int matchLength(byte[] data, int a, int b) {
    int length = 0;
    while (length <= Window.MAX_MATCH - Long.BYTES) {
      long difference = (long) LONG.get(data, a + length) ^ (long) LONG.get(data, b + length);
      if (difference != 0) {
        return length + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < Window.MAX_MATCH && data[a + length] == data[b + length]) {
      length++;
    }
    return length;
  }
}
