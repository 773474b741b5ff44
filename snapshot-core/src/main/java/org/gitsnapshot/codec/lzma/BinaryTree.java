package org.gitsnapshot.codec.lzma;

/**
 * Finds matches in binary trees: the positions with one hash of four bytes, the newest at the root,
 * sorted by the strings that begin there.
 *
 * <p>Entering a position splits the tree of its hash into what is less and what is greater, down to
 * a depth; the way down meets the longest matches. A position's two links are the roots of both.
 */
final class BinaryTree extends MatchFinder {
  /** So many positions ahead the head of a tree is fetched from memory, long before it is used. */
  private static final int EARLY = 2;

  /** The sum of heads that were fetched early; without a use they would not be fetched. */
  int fetched;

  BinaryTree(Window window, LzmaOptions options, int rebaseAt) {
    super(window, options, 2, rebaseAt);
  }

  @Override
  void find() {
    count = 0;
    int limit = searchLimit();
    if (limit == 0) {
      position++;
      return;
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
    int best = shortMatches(bytes, back2, back3, limit);
    fetchHead(bytes, at + EARLY);
    enter(bytes, root, Math.max(best, 3), limit);
    advance();
  }

  private void fetchHead(byte[] bytes, int at) {
    int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
    hash ^= (bytes[at + 2] & 0xFF) << 8;
    hash ^= Heads.CRC[bytes[at + 3] & 0xFF] << 5;
    fetched += heads.main[hash & (heads.main.length - 1)];
  }

  /**
   * Enters the position, and adds each match that is longer than the best.
   *
   * @param longest the length of the best, or the limit where no more are wanted
   */
  private void enter(byte[] bytes, int root, int longest, int limit) {
    int[] tree = links;
    int at = position;
    int now = at + offset;
    int ring = slot;
    int size = cycle;
    int best = longest;
    int greater = 2 * ring + 1;
    int less = 2 * ring;
    int greaterLength = 0;
    int lessLength = 0;
    int candidate = root;
    for (int left = depth; ; left--) {
      int back = now - candidate;
      if (left == 0 || back >= size) {
        tree[greater] = 0;
        tree[less] = 0;
        return;
      }
      int pair = 2 * (ring - back + (back > ring ? size : 0));
      int other = at - back;
      int length = Math.min(greaterLength, lessLength);
      if (bytes[other + length] == bytes[at + length]) {
        length = Window.equal(bytes, at, other, length + 1, limit);
        if (length > best) {
          best = length;
          add(length, back - 1);
        }
        if (length == limit) {
          tree[less] = tree[pair];
          tree[greater] = tree[pair + 1];
          return;
        }
      }
      if ((bytes[other + length] & 0xFF) < (bytes[at + length] & 0xFF)) {
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

  @Override
  void skip(int positions) {
    byte[] bytes = window.bytes;
    for (int left = positions; left > 0; left--) {
      int limit = searchLimit();
      if (limit == 0) {
        position++;
        continue;
      }
      int at = position;
      int now = at + offset;
      int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
      heads.of2[hash & (Heads.SIZE_2 - 1)] = now;
      hash ^= (bytes[at + 2] & 0xFF) << 8;
      heads.of3[hash & (Heads.SIZE_3 - 1)] = now;
      int main = (hash ^ (Heads.CRC[bytes[at + 3] & 0xFF] << 5)) & (heads.main.length - 1);
      int root = heads.main[main];
      heads.main[main] = now;
      fetchHead(bytes, at + EARLY);
      enter(bytes, root, limit, limit);
      advance();
    }
  }
}
