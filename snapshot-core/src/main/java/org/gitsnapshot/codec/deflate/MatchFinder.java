package org.gitsnapshot.codec.deflate;

/**
 * Finds earlier occurrences of a string.
 *
 * <p>What is found is what a walk along a chain of three bytes finds, position by position, up to a
 * number of them. But a match longer than five bytes is looked for on sparser chains, and its rank
 * says whether that walk would have come to it. Not thread-safe.
 */
final class MatchFinder extends HashChains {
  /** The first three of four bytes in little-endian order. */
  private static final int THREE_BYTES = 0xffffff;

  /** How many positions of a chain are looked at in vain before a sparser one is looked for. */
  private static final int PATIENCE = 8;

  /** How many other chains are considered. */
  private static final int OFFSETS = 2;

  /** Says that a chain on which every longer match must be has no position in reach. */
  private static final int NO_CHAIN = -1;

  /**
   * How many positions of a chain of words are looked at, beyond the number for the other chain,
   * until it is taken for one that leads nowhere: full of positions that only have the same hash.
   */
  private static final int EXTRA = 64;

  private final int good;
  private final int maxChain;

  /** Whether all positions are entered, so that each can be found on any chain it is on. */
  private final boolean complete;

  /** Where the match that was found last starts. */
  int matchStart;

  MatchFinder(Level level, byte[] data) {
    super(data);
    this.good = level.good();
    this.maxChain = level.chain();
    this.complete = !level.greedy();
  }

  /** Returns whether the latest position of a chain can be matched. */
  static boolean inReach(int candidate, int at) {
    return candidate > Math.max(at - Window.MAX_DISTANCE - 1, 0);
  }

  /**
   * Searches a chain for the longest match, the nearest of equal ones.
   *
   * @param at the position whose match is wanted, the one entered last
   * @param candidate the position of its chain before it, {@linkplain #inReach in reach}
   * @param minLength what a match must be longer than, at least 2
   * @param nice the length that ends the search
   * @return the length of the match, which is then at {@link #matchStart}, or {@code minLength} if
   *     there is none
   */
  int longest(int at, int candidate, int minLength, int nice) {
    byte[] data = this.data;
    int left = minLength >= good ? maxChain >>> 2 : maxChain;
    // The first position of the chain may be one farther than the others. No branch says so: one
    // that is taken as seldom would cost the compiled code of the whole loop when it first is.
    int limit = Math.min(Math.max(at - Window.MAX_DISTANCE, 0), candidate - 1);
    int best = minLength;
    int q = candidate;
    if (best < Window.MIN_MATCH) {
      char[] links = this.links;
      int wanted = (int) INT.get(data, at) & THREE_BYTES;
      while (((int) INT.get(data, q) & THREE_BYTES) != wanted) {
        q -= links[q & LINK_MASK];
        if (q <= limit || --left <= 0) {
          return best;
        }
      }
      best = matchLength(data, at, q);
      matchStart = q;
      if (best >= nice) {
        return best;
      }
    }
    return best < WORD - 1
        ? along(at, q, best, nice, left, limit, WORD - 1)
        : byWords(at, q, best, nice, left, limit);
  }

  /**
   * Goes on with a search position by position.
   *
   * @param from the position of the chain with which it goes on
   * @param most how many of them may be looked at, at least 1
   * @param limit the last position that is too far
   * @param enough from which length on it goes on by words
   */
  private int along(int at, int from, int minLength, int nice, int most, int limit, int enough) {
    byte[] data = this.data;
    char[] links = this.links;
    int best = minLength;
    int left = most;
    int q = from;
    // A longer match agrees in the byte behind the best so far and the three before it.
    int probe = best + 1 - Integer.BYTES;
    int wanted = (int) INT.get(data, at + probe);
    while (true) {
      if ((int) INT.get(data, q + probe) == wanted) {
        int length = matchLength(data, at, q);
        if (length > best) {
          best = length;
          matchStart = q;
          if (best >= nice) {
            return best;
          }
          if (best >= enough) {
            return byWords(at, q, best, nice, left, limit);
          }
          probe = best + 1 - Integer.BYTES;
          wanted = (int) INT.get(data, at + probe);
        }
      }
      q -= links[q & LINK_MASK];
      if (q <= limit || --left <= 0) {
        return best;
      }
    }
  }

  /**
   * Goes on with a search for what is longer than five bytes, on the chain of words, and from time
   * to time on one of a place behind the position.
   *
   * @param from the position of the chain of three bytes with which it goes on
   * @param left how many of that chain may be looked at, at least 1
   * @param limit the last position that is too far
   */
  private int byWords(int at, int from, int minLength, int nice, int left, int limit) {
    byte[] data = this.data;
    char[] wordLinks = this.wordLinks;
    int best = minLength;
    // The last that may be looked at has this rank, unless it is too far.
    char last = (char) (ranks[from & LINK_MASK] - left + 1);
    int budget = left + EXTRA;
    int ask = PATIENCE;
    int probe = best + 1 - Integer.BYTES;
    int wanted = (int) INT.get(data, at + probe);
    int p = at - wordLinks[at & LINK_MASK];
    while (p > limit) {
      if ((int) INT.get(data, p + probe) == wanted) {
        int length = matchLength(data, at, p);
        if (length > best) {
          if (isBehind(last, p)) {
            return best;
          }
          best = length;
          matchStart = p;
          if (best >= nice) {
            return best;
          }
          probe = best + 1 - Integer.BYTES;
          wanted = (int) INT.get(data, at + probe);
          ask = 1;
        }
      }
      p -= wordLinks[p & LINK_MASK];
      if (--ask == 0) {
        ask = PATIENCE;
        budget -= PATIENCE;
        if (budget <= 0) {
          return along(at, from, best, nice, left, limit, Integer.MAX_VALUE);
        }
        if (p <= limit
            || ((int) INT.get(data, p) == (int) INT.get(data, at) && isBehind(last, p))) {
          return best;
        }
        int offset = complete ? sparserChain(at, p, best, limit) : 0;
        if (offset == NO_CHAIN) {
          return best;
        }
        if (offset > 0) {
          p = nextLonger(at, p, best, offset, limit);
        }
      }
    }
    return best;
  }

  /** Returns whether a position of the chain of three bytes comes after the last of it. */
  private boolean isBehind(char last, int position) {
    return (short) (ranks[position & LINK_MASK] - last) < 0;
  }

  /**
   * Returns how far behind a position there is another whose chain of words has fewer positions to
   * look at.
   *
   * <p>A match longer than {@code best} has all words in common that start up to {@code best - 5}
   * behind, so it can be found on the chain of any of these. Positions behind {@code at} are in no
   * chain yet, so what is still to be looked at must lie at least as far before it.
   *
   * @param candidate the next position to look at
   * @param limit the last position that is too far
   * @return 0 if the chain of {@code at} is best, {@link #NO_CHAIN} if there is no longer match
   */
  private int sparserChain(int at, int candidate, int best, int limit) {
    int offset = 0;
    int widest = at - candidate;
    int from = Math.min(best + 1 - WORD, at - candidate);
    int to = Math.max(from - OFFSETS, 0);
    for (int i = from; i > to; i--) {
      int first = wordHead(at + i);
      if (first - i <= limit) {
        return NO_CHAIN;
      }
      int second = first - wordLinks[first & LINK_MASK];
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
   * Returns the next position with a match longer than {@code best} on the chain of words of {@code
   * at + offset}, or one that is too far.
   */
  private int nextLonger(int at, int candidate, int best, int offset, int limit) {
    byte[] data = this.data;
    char[] wordLinks = this.wordLinks;
    int probe = best + 1 - Integer.BYTES;
    int wanted = (int) INT.get(data, at + probe);
    int p = wordHead(at + offset) - offset;
    while (p > limit
        && (p > candidate
            || (int) INT.get(data, p + probe) != wanted
            || matchLength(data, at, p) <= best)) {
      p -= wordLinks[(p + offset) & LINK_MASK];
    }
    return p;
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
