package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/** Finds matches in trees of positions with one hash of four bytes. */
final class BinaryTree extends TreeFinder {
  /** The hash of the last position that was hashed, and the root of its tree. */
  private int hash;

  private int root;

  BinaryTree(Window window, XzOptions options, int rebaseAt) {
    super(window, options, rebaseAt);
  }

  @Override
  int find(int[] into, int from) {
    int limit = searchLimit();
    if (limit == 0) {
      position++;
      return from;
    }
    int at = position;
    int end = hash(at, limit, into, from);
    end = enter(at, slot, root, longest(into, from, end), limit, into, end);
    advance();
    return end;
  }

  @Override
  int findTwo(int[] into, int from) {
    int at = position;
    if (window.end - at <= nice || at + 2 + offset >= rebaseAt) {
      return super.findTwo(into, from);
    }
    int[] more = second;
    int begin = from + 1;
    int end = hash(at, nice, into, begin);
    int firstHash = hash;
    int firstRoot = root;
    int moreEnd = hash(at + 1, nice, more, 0);
    int best = longest(into, begin, end);
    int moreBest = longest(more, 0, moreEnd);
    if (hash == firstHash) {
      end = enter(at, slot, firstRoot, best, nice, into, end);
      advance();
      moreEnd = enter(at + 1, slot, root, moreBest, nice, more, moreEnd);
      advance();
    } else {
      enterBoth(firstRoot, best, into, end, root, moreBest, moreEnd);
      end = firstEnd;
      moreEnd = secondEnd;
      advance();
      advance();
    }
    into[from] = (end - from) >>> 1;
    into[end] = moreEnd >>> 1;
    System.arraycopy(more, 0, into, end + 1, moreEnd);
    return end + 1 + moreEnd;
  }

  /** Enters a position in the tables of hashes, and adds its short matches. */
  private int hash(int at, int limit, int[] into, int from) {
    byte[] bytes = window.bytes;
    int now = at + offset;
    int sum = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
    int hash2 = sum & (Heads.SIZE_2 - 1);
    sum ^= (bytes[at + 2] & 0xFF) << 8;
    int hash3 = sum & (Heads.SIZE_3 - 1);
    hash = (sum ^ (Heads.CRC[bytes[at + 3] & 0xFF] << 5)) & (heads.main.length - 1);
    int back2 = now - heads.of2[hash2];
    int back3 = now - heads.of3[hash3];
    root = heads.main[hash];
    heads.of2[hash2] = now;
    heads.of3[hash3] = now;
    heads.main[hash] = now;
    return shortMatches(into, from, at, back2, back3, limit);
  }

  private static int longest(int[] pairs, int from, int end) {
    return end == from ? 3 : Math.max(3, pairs[end - 2]);
  }
}
