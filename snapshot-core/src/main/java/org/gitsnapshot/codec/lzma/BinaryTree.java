package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/**
 * Finds matches in trees of positions with one hash of four bytes.
 *
 * <p>Nearly every step down a tree waits for memory. Where many positions are wanted, two are
 * entered side by side, each while the other waits, and the next takes the place of the one that is
 * done. A position whose tree is being changed by the other waits for it.
 */
final class BinaryTree extends TreeFinder {
  /** Trees are searched for matches that are longer. */
  private static final int SHORT = 3;

  private final RootBlock block = new RootBlock();

  /** The distances of the short matches of a position that is entered by itself. */
  private final int[] backs = new int[2];

  BinaryTree(Window window, XzOptions options, int rebaseAt) {
    super(window, options, rebaseAt);
  }

  @Override
  void begin(int span) {
    super.begin(span);
    block.clear();
  }

  @Override
  int find(int[] into, int from) {
    int limit = searchLimit();
    if (limit == 0) {
      position++;
      return from;
    }
    block.fill(this, 1);
    int root = block.root();
    block.take(backs, 0);
    int end = shortMatches(into, from, position, backs[0], backs[1], limit);
    end = enter(position, slot, root, longest(into, from, end), limit, into, end);
    advance();
    return end;
  }

  @Override
  void fill(MatchBatch batch, int wanted) {
    int left = wanted;
    while (left > 0 && batch.hasRoomForTwo()) {
      if (block.left() > 0) {
        left -= enter(batch, Math.min(left, block.left()));
        continue;
      }
      // Counting starts over while no other position is being entered.
      int counted = rebaseAt - offset - position - 1;
      int hashable = Math.min(window.end - position - hashBytes + 1, counted);
      if (hashable > 0) {
        block.fill(this, Math.min(Math.min(left, hashable), RootBlock.SIZE));
      } else {
        batch.find(this);
        left--;
      }
    }
  }

  private static int longest(int[] pairs, int from, int end) {
    return end == from ? SHORT : Math.max(SHORT, pairs[end - 2]);
  }

  /** Returns whether the next position can be entered while another is. */
  private boolean isApart(int other) {
    return window.end - position >= nice && block.root() != other + offset;
  }

  /**
   * Enters positions of the block, until the batch is full.
   *
   * @param most how many, at the most
   * @return how many
   */
  private int enter(MatchBatch batch, int most) {
    byte[] bytes = window.bytes;
    int[] tree = links;
    int size = cycle;
    int slots = ring;
    int limit = nice;
    int shift = offset;
    int[] into = batch.pairs;

    boolean busy = false;
    int at = 0;
    int ringSlot = 0;
    int candidate = 0;
    int greater = 0;
    int less = 0;
    int greaterLength = 0;
    int lessLength = 0;
    int best = 0;
    int end = 0;
    int left = 0;

    boolean busy2 = false;
    int at2 = 0;
    int ringSlot2 = 0;
    int candidate2 = 0;
    int greater2 = 0;
    int less2 = 0;
    int greaterLength2 = 0;
    int lessLength2 = 0;
    int best2 = 0;
    int end2 = 0;
    int left2 = 0;

    int entered = 0;
    while (true) {
      if (!busy && entered < most && batch.hasRoomForTwo() && (!busy2 || isApart(at2))) {
        busy = true;
        at = position;
        ringSlot = slot;
        candidate = block.root();
        greater = 2 * ringSlot + 1;
        less = 2 * ringSlot;
        greaterLength = 0;
        lessLength = 0;
        int begin = batch.begin();
        block.take(into, begin - MatchBatch.HEADER + 1);
        end = begin;
        best = SHORT;
        left = depth;
        advance();
        entered++;
      }
      if (!busy2 && entered < most && batch.hasRoomForTwo() && busy && isApart(at)) {
        busy2 = true;
        at2 = position;
        ringSlot2 = slot;
        candidate2 = block.root();
        greater2 = 2 * ringSlot2 + 1;
        less2 = 2 * ringSlot2;
        greaterLength2 = 0;
        lessLength2 = 0;
        int begin = batch.begin2();
        block.take(into, begin - MatchBatch.HEADER + 1);
        end2 = begin;
        best2 = SHORT;
        left2 = depth;
        advance();
        entered++;
      }
      if (!busy2) {
        if (!busy) {
          return entered;
        }
        int bytesLeft = Math.min(window.end - at, limit);
        end =
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
                bytesLeft,
                into,
                end);
        batch.end(end);
        busy = false;
        continue;
      }
      if (!busy) {
        end2 =
            descend(
                at2,
                ringSlot2,
                candidate2,
                greater2,
                less2,
                greaterLength2,
                lessLength2,
                left2,
                best2,
                limit,
                into,
                end2);
        batch.end2(end2);
        busy2 = false;
        continue;
      }

      int sureBack = knownBack;
      int sureEnd = knownEnd;
      while (true) {
        int other = candidate - shift;
        int back = at - other;
        if (left == 0 || back >= size) {
          tree[greater] = 0;
          tree[less] = 0;
          busy = false;
          break;
        }
        int pair = 2 * (ringSlot - back + (back > ringSlot ? slots : 0));
        int length = Math.min(greaterLength, lessLength);
        if (back == sureBack && sureEnd - at <= limit) {
          length = Math.max(length, sureEnd - at);
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
          busy = false;
          break;
        }
        left--;
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

        int other2 = candidate2 - shift;
        int back2 = at2 - other2;
        if (left2 == 0 || back2 >= size) {
          tree[greater2] = 0;
          tree[less2] = 0;
          busy2 = false;
          break;
        }
        int pair2 = 2 * (ringSlot2 - back2 + (back2 > ringSlot2 ? slots : 0));
        int length2 = Math.min(greaterLength2, lessLength2);
        if (back2 == sureBack && sureEnd - at2 <= limit) {
          length2 = Math.max(length2, sureEnd - at2);
        }
        long theirs2 = Window.eight(bytes, other2 + length2);
        long ours2 = Window.eight(bytes, at2 + length2);
        if (theirs2 == ours2) {
          length2 = Math.min(length2 + Long.BYTES, limit);
          theirs2 = Window.eight(bytes, other2 + length2);
          ours2 = Window.eight(bytes, at2 + length2);
          if (theirs2 == ours2 && length2 < limit) {
            int equal = Window.equalEights(bytes, at2, other2, length2 + Long.BYTES, limit);
            length2 = Math.min(equal, limit);
            theirs2 = Window.eight(bytes, other2 + length2);
            ours2 = Window.eight(bytes, at2 + length2);
          }
        }
        length2 = Math.min(length2 + Window.equalBytes(theirs2, ours2), limit);
        into[end2] = length2;
        into[end2 + 1] = back2 - 1;
        end2 += ((best2 - length2) >> 31) & 2;
        best2 = Math.max(best2, length2);
        if (length2 == limit) {
          tree[less2] = tree[pair2];
          tree[greater2] = tree[pair2 + 1];
          knownBack = back2;
          knownEnd = at2 + limit;
          busy2 = false;
          break;
        }
        left2--;
        if (Window.isLess(theirs2, ours2)) {
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
      if (busy) {
        batch.end2(end2);
      } else {
        batch.end(end);
      }
    }
  }
}
