package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/** Finds matches in trees of positions with the same two bytes, or one hash of three. */
final class ShortTree extends TreeFinder {
  private final boolean of3;

  ShortTree(Window window, XzOptions options, int rebaseAt) {
    super(window, options, rebaseAt);
    of3 = hashBytes == 3;
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
    int end = from;
    int best = Match.MIN_LENGTH - 1;
    int hash = (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    if (of3) {
      int sum = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
      int hash2 = sum & (Heads.SIZE_2 - 1);
      hash = (sum ^ ((bytes[at + 2] & 0xFF) << 8)) & (heads.main.length - 1);
      int back2 = now - heads.of2[hash2];
      heads.of2[hash2] = now;
      best = Match.MIN_LENGTH;
      if (back2 < cycle && bytes[at - back2] == bytes[at]) {
        best = Window.equal(bytes, at, at - back2, best, limit);
        into[end] = best;
        into[end + 1] = back2 - 1;
        end += 2;
      }
    }
    int root = heads.main[hash];
    heads.main[hash] = now;
    end = enter(at, slot, root, best, limit, into, end);
    advance();
    return end;
  }
}
