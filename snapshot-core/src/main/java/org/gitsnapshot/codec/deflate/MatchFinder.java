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

  /**
   * How many positions of a chain are looked at in vain before a sparser chain is looked for, the
   * first time; after that, each longer match gives new ones to choose from.
   */
  private static final int PATIENCE = 16;

  /** How many other chains are considered. */
  private static final int OFFSETS = 2;

  /** Says that a chain on which every longer match must be has no position in reach. */
  private static final int NO_CHAIN = -1;

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

  /** Whether all positions are entered, so that each can be found on any chain it is on. */
  private final boolean complete;

  private byte[] data;

  /** Where the match that was found last starts. */
  int matchStart;

  MatchFinder(Level level, byte[] data) {
    this.good = level.good();
    this.maxChain = level.chain();
    this.complete = !level.greedy();
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
    // How many are left when another chain is asked for; 0 is never.
    int ask = complete ? left - PATIENCE : 0;
    while (true) {
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
          ask = complete ? left - 1 : 0;
        }
      }
      q -= links[q & LINK_MASK];
      if (q <= limit || --left == 0) {
        return best;
      }
      if (left <= ask) {
        ask = 0;
        int offset = sparserChain(at, q, best, limit);
        if (offset == NO_CHAIN) {
          return best;
        }
        if (offset > 0) {
          int longer = findLonger(at, q, best, offset, limit);
          if (longer <= limit) {
            return best;
          }
          // The search would come to it on its own, if it came so far.
          while (q > longer) {
            q -= links[q & LINK_MASK];
            if (--left == 0) {
              return best;
            }
          }
        }
      }
    }
  }

  /**
   * Returns how far behind a position there is another whose chain has fewer positions to look at.
   *
   * <p>A match longer than {@code best} has all strings of three bytes in common that start up to
   * {@code best - 2} behind, so it can be found on the chain of any of these. Positions behind
   * {@code at} are in no chain yet, so what is still to be looked at must lie at least as far
   * before it.
   *
   * @param candidate the next position to look at
   * @param limit the last position that is too far
   * @return 0 if the chain of {@code at} is best, {@link #NO_CHAIN} if there is no longer match
   */
  private int sparserChain(int at, int candidate, int best, int limit) {
    byte[] data = this.data;
    int offset = 0;
    int widest = at - candidate;
    int from = Math.min(best + 1 - Window.MIN_MATCH, at - candidate);
    int to = Math.max(from - OFFSETS, 0);
    for (int i = from; i > to; i--) {
      int first = heads[hash(data, at + i)];
      if (first - i <= limit) {
        return NO_CHAIN;
      }
      int second = first - links[first & LINK_MASK];
      // Half the way to the second tells how wide apart the positions of a chain are.
      int gap = second - i <= limit ? Integer.MAX_VALUE : (at + i - second) >> 1;
      if (gap > widest) {
        widest = gap;
        offset = i;
      }
    }
    return offset;
  }

  /**
   * Returns the next position with a match longer than {@code best} on the chain of {@code at +
   * offset}, or one that is too far.
   */
  private int findLonger(int at, int candidate, int best, int offset, int limit) {
    byte[] data = this.data;
    char[] links = this.links;
    int probe = best + 1 - Integer.BYTES;
    int wanted = (int) INT.get(data, at + probe);
    int p = heads[hash(data, at + offset)] - offset;
    while (p > limit
        && (p > candidate
            || (int) INT.get(data, p + probe) != wanted
            || matchLength(data, at, p) <= best)) {
      p -= links[(p + offset) & LINK_MASK];
    }
    return p;
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
