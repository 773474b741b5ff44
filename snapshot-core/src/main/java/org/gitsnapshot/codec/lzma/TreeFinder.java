package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/**
 * Finds matches in binary trees: the positions with one hash, the newest at the root, sorted by the
 * strings that begin there.
 *
 * <p>Entering a position splits the tree of its hash into what is less and what is greater, down to
 * a depth; the way down meets the longest matches. A position's two links are the roots of both.
 *
 * <p>Eight bytes are compared at once, from where both strings are known to be equal on. Each
 * comparison is noted as a match, and counted if it is longer than the best: that one is longer
 * cannot be foretold, and a processor that guesses wrong loses more.
 */
abstract class TreeFinder extends MatchFinder {
  /**
   * The distance of the last match as long as any, and the index up to which it is known to go. A
   * position behind the one that had it need not compare all of it again.
   */
  int knownBack;

  int knownEnd;

  private final int[] skipped = new int[2 * Match.MAX_LENGTH];

  TreeFinder(Window window, XzOptions options, int rebaseAt) {
    super(window, options, 2, rebaseAt);
  }

  @Override
  void begin(int span) {
    super.begin(span);
    knownBack = 0;
  }

  @Override
  final void skip(int positions) {
    for (int left = positions; left > 0; left--) {
      find(skipped, 0);
    }
  }

  @Override
  final void slide(int by) {
    super.slide(by);
    // Once behind all positions it stays there, however long the input.
    knownEnd = Math.max(0, knownEnd - by);
  }

  /**
   * Enters a position, and adds each match that is longer than the best.
   *
   * @param ring the position's place in the ring of links
   * @param longest the length of the best
   * @param from where the first pair goes
   * @return the index behind the last pair
   */
  final int enter(int at, int ring, int root, int longest, int limit, int[] into, int from) {
    return descend(at, ring, root, 2 * ring + 1, 2 * ring, 0, 0, depth, longest, limit, into, from);
  }

  /**
   * Goes on to enter a position.
   *
   * @param node the next position to compare with
   * @param greaterLink the link that takes the next greater position, and one for the next less
   * @param greaterEqual how many bytes are equal to all that are greater, and to all that are less
   * @param steps how many positions may still be compared
   */
  final int descend(
      int at,
      int ringSlot,
      int node,
      int greaterLink,
      int lessLink,
      int greaterEqual,
      int lessEqual,
      int steps,
      int longest,
      int limit,
      int[] into,
      int from) {
    byte[] bytes = window.bytes;
    int[] tree = links;
    int now = at + offset;
    int size = cycle;
    int slots = ring;
    int sureBack = knownBack;
    int sure = knownEnd - at;
    int candidate = node;
    int greater = greaterLink;
    int less = lessLink;
    int greaterLength = greaterEqual;
    int lessLength = lessEqual;
    int best = longest;
    int end = from;
    for (int left = steps; ; left--) {
      int back = now - candidate;
      if (left == 0 || back >= size) {
        tree[greater] = 0;
        tree[less] = 0;
        return end;
      }
      int pair = 2 * (ringSlot - back + (back > ringSlot ? slots : 0));
      int other = at - back;
      int length = Math.min(greaterLength, lessLength);
      if (back == sureBack && sure <= limit) {
        length = Math.max(length, sure);
      }
      long theirs = Window.eight(bytes, other + length);
      long ours = Window.eight(bytes, at + length);
      if (theirs == ours) {
        length = Math.min(length + Long.BYTES, limit);
        theirs = Window.eight(bytes, other + length);
        ours = Window.eight(bytes, at + length);
        if (theirs == ours && length < limit) {
          int equal = Window.equalEights(bytes, at, other, length + Long.BYTES, limit);
          length = Math.min(equal, limit);
          theirs = Window.eight(bytes, other + length);
          ours = Window.eight(bytes, at + length);
        }
      }
      length = Math.min(length + Window.equalBytes(theirs, ours), limit);
      into[end] = length;
      into[end + 1] = back - 1;
      end += ((best - length) >> 31) & 2;
      best = Math.max(best, length);
      if (length == limit) {
        tree[less] = tree[pair];
        tree[greater] = tree[pair + 1];
        knownBack = back;
        knownEnd = at + limit;
        return end;
      }
      if (Window.isLess(theirs, ours)) {
        tree[less] = candidate;
        less = pair + 1;
        candidate = tree[less];
        lessLength = length;
      } else {
        tree[greater] = candidate;
        greater = pair;
        candidate = tree[greater];
        greaterLength = length;
      }
    }
  }
}
