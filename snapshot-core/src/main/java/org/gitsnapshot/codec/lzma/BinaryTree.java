package org.gitsnapshot.codec.lzma;

/**
 * Finds matches in binary trees: the positions with one hash of four bytes, the newest at the root,
 * sorted by the strings that begin there.
 *
 * <p>Entering a position splits the tree of its hash into what is less and what is greater, down to
 * a depth; the way down meets the longest matches. A position's two links are the roots of both.
 *
 * <p>Nearly every step down waits for memory. Two positions in a row mostly have trees of their
 * own, and are then entered side by side, each while the other waits.
 */
final class BinaryTree extends MatchFinder {
  /** So many positions ahead the head of a tree is fetched from memory, long before it is used. */
  private static final int EARLY = 2;

  /** The sum of heads that were fetched early; without a use they would not be fetched. */
  int fetched;

  private final int[] second = new int[2 * Match.MAX_LENGTH + 2];

  BinaryTree(Window window, LzmaOptions options, int rebaseAt) {
    super(window, options, 2, rebaseAt);
  }

  @Override
  int find(int[] into, int from) {
    int limit = searchLimit();
    if (limit == 0) {
      position++;
      return from;
    }
    byte[] bytes = window.bytes;
    int at = position;
    int now = at + offset;
    int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
    int hash2 = hash & (Heads.SIZE_2 - 1);
    hash ^= (bytes[at + 2] & 0xFF) << 8;
    int hash3 = hash & (Heads.SIZE_3 - 1);
    int main = (hash ^ (Heads.CRC[bytes[at + 3] & 0xFF] << 5)) & (heads.main.length - 1);
    int back2 = now - heads.of2[hash2];
    int back3 = now - heads.of3[hash3];
    int root = heads.main[main];
    heads.of2[hash2] = now;
    heads.of3[hash3] = now;
    heads.main[main] = now;
    int end = shortMatches(into, from, at, back2, back3, limit);
    fetchHead(bytes, at + EARLY);
    end = enter(bytes, at, slot, root, limit, into, from, end);
    advance();
    return end;
  }

  @Override
  int findTwo(int[] into, int from) {
    if (window.end - position <= nice || position + 2 + offset >= rebaseAt) {
      return super.findTwo(into, from);
    }
    byte[] bytes = window.bytes;
    int[] heads4 = heads.main;
    int limit = nice;
    int at = position;
    int now = at + offset;

    int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
    int hash2 = hash & (Heads.SIZE_2 - 1);
    hash ^= (bytes[at + 2] & 0xFF) << 8;
    int hash3 = hash & (Heads.SIZE_3 - 1);
    int main = (hash ^ (Heads.CRC[bytes[at + 3] & 0xFF] << 5)) & (heads4.length - 1);
    int back2 = now - heads.of2[hash2];
    int back3 = now - heads.of3[hash3];
    int root = heads4[main];
    heads.of2[hash2] = now;
    heads.of3[hash3] = now;
    heads4[main] = now;
    int end = shortMatches(into, from + 1, at, back2, back3, limit);

    int nextHash = Heads.CRC[bytes[at + 1] & 0xFF] ^ (bytes[at + 2] & 0xFF);
    int nextHash2 = nextHash & (Heads.SIZE_2 - 1);
    nextHash ^= (bytes[at + 3] & 0xFF) << 8;
    int nextHash3 = nextHash & (Heads.SIZE_3 - 1);
    int nextMain = (nextHash ^ (Heads.CRC[bytes[at + 4] & 0xFF] << 5)) & (heads4.length - 1);
    int nextBack2 = now + 1 - heads.of2[nextHash2];
    int nextBack3 = now + 1 - heads.of3[nextHash3];
    int nextRoot = heads4[nextMain];
    heads.of2[nextHash2] = now + 1;
    heads.of3[nextHash3] = now + 1;
    heads4[nextMain] = now + 1;
    int nextEnd = shortMatches(second, 0, at + 1, nextBack2, nextBack3, limit);

    fetchHead(bytes, at + EARLY);
    fetchHead(bytes, at + EARLY + 1);
    int nextSlot = slot + 1 == ring ? 0 : slot + 1;
    if (main == nextMain) {
      end = enter(bytes, at, slot, root, limit, into, from + 1, end);
      nextEnd = enter(bytes, at + 1, nextSlot, nextRoot, limit, second, 0, nextEnd);
    } else {
      long ends = enterBoth(bytes, at, root, nextSlot, nextRoot, limit, into, from + 1, end, nextEnd);
      end = (int) (ends >>> 32);
      nextEnd = (int) ends;
    }
    into[from] = (end - from) >>> 1;
    into[end] = nextEnd >>> 1;
    System.arraycopy(second, 0, into, end + 1, nextEnd);
    advance();
    advance();
    return end + 1 + nextEnd;
  }

  private static int longest(int[] pairs, int from, int end) {
    return end == from ? 3 : Math.max(3, pairs[end - 2]);
  }

  private int enter(byte[] bytes, int at, int slot, int root, int limit, int[] into, int from, int end) {
    int best = longest(into, from, end);
    return descend(bytes, at, slot, root, 2 * slot + 1, 2 * slot, 0, 0, depth, best, limit, into, end);
  }

  /** Goes down. */
  private int descend(
      byte[] bytes,
      int at,
      int slot,
      int from,
      int greaterLink,
      int lessLink,
      int greaterFrom,
      int lessFrom,
      int steps,
      int longest,
      int limit,
      int[] into,
      int intoFrom) {
    int[] tree = links;
    int now = at + offset;
    int size = cycle;
    int slots = ring;
    int candidate = from;
    int greater = greaterLink;
    int less = lessLink;
    int greaterLength = greaterFrom;
    int lessLength = lessFrom;
    int best = longest;
    int end = intoFrom;
    for (int left = steps; ; left--) {
      int back = now - candidate;
      if (left == 0 || back >= size) {
        tree[greater] = 0;
        tree[less] = 0;
        return end;
      }
      int pair = 2 * (slot - back + (back > slot ? slots : 0));
      int other = at - back;
      int length = Math.min(greaterLength, lessLength);
      long x = (long) Window.LONGS.get(bytes, other + length);
      long y = (long) Window.LONGS.get(bytes, at + length);
      if (x == y) {
        length = Window.common(bytes, at, other, length + 8, limit);
        if (length < limit) {
          x = (long) Window.LONGS.get(bytes, other + length);
          y = (long) Window.LONGS.get(bytes, at + length);
        }
      }
      int shift = Long.numberOfTrailingZeros(x ^ y) & 56;
      length += shift >>> 3;
      if (length >= limit) {
        if (limit > best) {
          into[end] = limit;
          into[end + 1] = back - 1;
          end += 2;
        }
        tree[less] = tree[pair];
        tree[greater] = tree[pair + 1];
        return end;
      }
      if (length > best) {
        best = length;
        into[end] = length;
        into[end + 1] = back - 1;
        end += 2;
      }
      int bx = (int) (x >>> shift) & 0xFF;
      int by = (int) (y >>> shift) & 0xFF;
      if (bx < by) {
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

  private long enterBoth(
      byte[] bytes,
      int at,
      int root,
      int nextSlot,
      int nextRoot,
      int limit,
      int[] into,
      int from,
      int intoEnd,
      int secondEnd) {
    int[] tree = links;
    int slot1 = slot;
    int at1 = at + 1;
    int size = cycle;
    int slots = ring;
    int now = at + offset;
    int end = intoEnd;
    int end2 = secondEnd;
    int best = longest(into, from, end);
    int best2 = longest(second, 0, end2);
    int candidate = root;
    int candidate2 = nextRoot;
    int greater = 2 * slot1 + 1;
    int less = 2 * slot1;
    int greater2 = 2 * nextSlot + 1;
    int less2 = 2 * nextSlot;
    int greaterLength = 0;
    int lessLength = 0;
    int greaterLength2 = 0;
    int lessLength2 = 0;
    for (int left = depth; ; left--) {
      int back = now - candidate;
      if (left == 0 || back >= size) {
        tree[greater] = 0;
        tree[less] = 0;
        end2 = descend(bytes, at + 1, nextSlot, candidate2, greater2, less2, greaterLength2, lessLength2, left, best2, limit, second, end2);
        break;
      }
      int pair = 2 * (slot1 - back + (back > slot1 ? slots : 0));
      int other = at - back;
      int length = Math.min(greaterLength, lessLength);
      long x = (long) Window.LONGS.get(bytes, other + length);
      long y = (long) Window.LONGS.get(bytes, at + length);
      if (x == y) {
        length = Window.common(bytes, at, other, length + 8, limit);
        if (length < limit) {
          x = (long) Window.LONGS.get(bytes, other + length);
          y = (long) Window.LONGS.get(bytes, at + length);
        }
      }
      int shift = Long.numberOfTrailingZeros(x ^ y) & 56;
      length += shift >>> 3;
      if (length >= limit) {
        if (limit > best) {
          into[end] = limit;
          into[end + 1] = back - 1;
          end += 2;
        }
        tree[less] = tree[pair];
        tree[greater] = tree[pair + 1];
        end2 = descend(bytes, at + 1, nextSlot, candidate2, greater2, less2, greaterLength2, lessLength2, left, best2, limit, second, end2);
        break;
      }
      if (length > best) {
        best = length;
        into[end] = length;
        into[end + 1] = back - 1;
        end += 2;
      }
      int bx = (int) (x >>> shift) & 0xFF;
      int by = (int) (y >>> shift) & 0xFF;
      if (bx < by) {
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

      int back2 = now + 1 - candidate2;
      if (back2 >= size) {
        tree[greater2] = 0;
        tree[less2] = 0;
        end = descend(bytes, at, slot1, candidate, greater, less, greaterLength, lessLength, left - 1, best, limit, into, end);
        break;
      }
      int pair2 = 2 * (nextSlot - back2 + (back2 > nextSlot ? slots : 0));
      int other2 = at1 - back2;
      int length2 = Math.min(greaterLength2, lessLength2);
      long x2 = (long) Window.LONGS.get(bytes, other2 + length2);
      long y2 = (long) Window.LONGS.get(bytes, at1 + length2);
      if (x2 == y2) {
        length2 = Window.common(bytes, at1, other2, length2 + 8, limit);
        if (length2 < limit) {
          x2 = (long) Window.LONGS.get(bytes, other2 + length2);
          y2 = (long) Window.LONGS.get(bytes, at1 + length2);
        }
      }
      int shift2 = Long.numberOfTrailingZeros(x2 ^ y2) & 56;
      length2 += shift2 >>> 3;
      if (length2 >= limit) {
        if (limit > best2) {
          second[end2] = limit;
          second[end2 + 1] = back2 - 1;
          end2 += 2;
        }
        tree[less2] = tree[pair2];
        tree[greater2] = tree[pair2 + 1];
        end = descend(bytes, at, slot1, candidate, greater, less, greaterLength, lessLength, left - 1, best, limit, into, end);
        break;
      }
      if (length2 > best2) {
        best2 = length2;
        second[end2] = length2;
        second[end2 + 1] = back2 - 1;
        end2 += 2;
      }
      int bx2 = (int) (x2 >>> shift2) & 0xFF;
      int by2 = (int) (y2 >>> shift2) & 0xFF;
      if (bx2 < by2) {
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
    return ((long) end << 32) | end2;
  }

  @Override
  void skip(int positions) {
    for (int left = positions; left > 0; left--) {
      find(second, 0);
    }
  }

  private void fetchHead(byte[] bytes, int at) {
    int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
    hash ^= (bytes[at + 2] & 0xFF) << 8;
    hash ^= Heads.CRC[bytes[at + 3] & 0xFF] << 5;
    fetched += heads.main[hash & (heads.main.length - 1)];
  }
}
