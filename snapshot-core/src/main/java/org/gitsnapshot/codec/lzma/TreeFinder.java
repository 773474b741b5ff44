package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/**
 * Finds matches in binary trees: the positions with one hash, the newest at the root, sorted by the
 * strings that begin there.
 *
 * <p>Entering a position splits the tree of its hash into what is less and what is greater, down to
 * a depth; the way down meets the longest matches. A position's two links are the roots of both.
 *
 * <p>Nearly every step down waits for memory. Two positions in a row mostly have trees of their
 * own, and are then entered side by side, each while the other waits. Eight bytes are compared at
 * once, from where both strings are known to be equal on.
 */
abstract class TreeFinder extends MatchFinder {
  /** The pairs of the second of two positions. */
  final int[] second = new int[2 * Match.MAX_LENGTH];

  /** Where the pairs of two positions end after {@link #enterBoth}. */
  int firstEnd;

  int secondEnd;

  TreeFinder(Window window, XzOptions options, int rebaseAt) {
    super(window, options, 2, rebaseAt);
  }

  @Override
  final void skip(int positions) {
    for (int left = positions; left > 0; left--) {
      find(second, 0);
    }
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
  private int descend(
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
      long theirs = Window.eight(bytes, other + length);
      long ours = Window.eight(bytes, at + length);
      if (theirs == ours) {
        length = Window.equalEights(bytes, at, other, length + Long.BYTES, limit);
        theirs = Window.eight(bytes, other + Math.min(length, limit));
        ours = Window.eight(bytes, at + Math.min(length, limit));
      }
      int shift = Long.numberOfTrailingZeros(theirs ^ ours) & -Byte.SIZE;
      length = Math.min(length + (shift >>> 3), limit);
      if (length > best) {
        best = length;
        into[end] = length;
        into[end + 1] = back - 1;
        end += 2;
      }
      if (length == limit) {
        tree[less] = tree[pair];
        tree[greater] = tree[pair + 1];
        return end;
      }
      if (((theirs >>> shift) & 0xFF) < ((ours >>> shift) & 0xFF)) {
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

  /**
   * Enters {@link #position} and the one behind it, whose trees are not the same, and both of which
   * have as many bytes before the end as are nice; leaves the ends of their pairs in {@link
   * #firstEnd} and {@link #secondEnd}. The pairs of the latter go to {@link #second}.
   */
  final void enterBoth(
      int root, int longest, int[] into, int from, int root2, int longest2, int from2) {
    byte[] bytes = window.bytes;
    int[] tree = links;
    int[] into2 = second;
    int limit = nice;
    int size = cycle;
    int slots = ring;
    int ringSlot = slot;
    int ringSlot2 = ringSlot + 1 == slots ? 0 : ringSlot + 1;
    int at = position;
    int at2 = at + 1;
    int now = at + offset;
    int candidate = root;
    int candidate2 = root2;
    int greater = 2 * ringSlot + 1;
    int greater2 = 2 * ringSlot2 + 1;
    int less = 2 * ringSlot;
    int less2 = 2 * ringSlot2;
    int greaterLength = 0;
    int greaterLength2 = 0;
    int lessLength = 0;
    int lessLength2 = 0;
    int best = longest;
    int best2 = longest2;
    int end = from;
    int end2 = from2;
    int left = depth;
    boolean firstIsIn = true;
    while (true) {
      int back = now - candidate;
      if (left == 0 || back >= size) {
        tree[greater] = 0;
        tree[less] = 0;
        break;
      }
      int pair = 2 * (ringSlot - back + (back > ringSlot ? slots : 0));
      int other = at - back;
      int length = Math.min(greaterLength, lessLength);
      long theirs = Window.eight(bytes, other + length);
      long ours = Window.eight(bytes, at + length);
      if (theirs == ours) {
        length = Window.equalEights(bytes, at, other, length + Long.BYTES, limit);
        theirs = Window.eight(bytes, other + Math.min(length, limit));
        ours = Window.eight(bytes, at + Math.min(length, limit));
      }
      int shift = Long.numberOfTrailingZeros(theirs ^ ours) & -Byte.SIZE;
      length = Math.min(length + (shift >>> 3), limit);
      if (length > best) {
        best = length;
        into[end] = length;
        into[end + 1] = back - 1;
        end += 2;
      }
      if (length == limit) {
        tree[less] = tree[pair];
        tree[greater] = tree[pair + 1];
        break;
      }
      if (((theirs >>> shift) & 0xFF) < ((ours >>> shift) & 0xFF)) {
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

      left--;
      int back2 = now + 1 - candidate2;
      if (back2 >= size) {
        tree[greater2] = 0;
        tree[less2] = 0;
        firstIsIn = false;
        break;
      }
      int pair2 = 2 * (ringSlot2 - back2 + (back2 > ringSlot2 ? slots : 0));
      int other2 = at2 - back2;
      int length2 = Math.min(greaterLength2, lessLength2);
      long theirs2 = Window.eight(bytes, other2 + length2);
      long ours2 = Window.eight(bytes, at2 + length2);
      if (theirs2 == ours2) {
        length2 = Window.equalEights(bytes, at2, other2, length2 + Long.BYTES, limit);
        theirs2 = Window.eight(bytes, other2 + Math.min(length2, limit));
        ours2 = Window.eight(bytes, at2 + Math.min(length2, limit));
      }
      int shift2 = Long.numberOfTrailingZeros(theirs2 ^ ours2) & -Byte.SIZE;
      length2 = Math.min(length2 + (shift2 >>> 3), limit);
      if (length2 > best2) {
        best2 = length2;
        into2[end2] = length2;
        into2[end2 + 1] = back2 - 1;
        end2 += 2;
      }
      if (length2 == limit) {
        tree[less2] = tree[pair2];
        tree[greater2] = tree[pair2 + 1];
        firstIsIn = false;
        break;
      }
      if (((theirs2 >>> shift2) & 0xFF) < ((ours2 >>> shift2) & 0xFF)) {
        tree[less2] = candidate2;
        less2 = pair2 + 1;
        candidate2 = tree[less2];
        lessLength2 = length2;
      } else {
        tree[greater2] = candidate2;
        greater2 = pair2;
        candidate2 = tree[greater2];
        greaterLength2 = length2;
      }
    }
    if (firstIsIn) {
      secondEnd =
          descend(
              at2,
              ringSlot2,
              candidate2,
              greater2,
              less2,
              greaterLength2,
              lessLength2,
              left,
              best2,
              limit,
              into2,
              end2);
      firstEnd = end;
    } else {
      firstEnd =
          descend(
              at,
              ringSlot,
              candidate,
              greater,
              less,
              greaterLength,
              lessLength,
              left,
              best,
              limit,
              into,
              end);
      secondEnd = end2;
    }
  }
}
