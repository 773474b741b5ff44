package org.gitsnapshot.codec.lzma;

/** Finds matches along chains: each position leads to the last one with the same hash. */
final class HashChain extends MatchFinder {
  private final boolean of3;

  HashChain(Window window, LzmaOptions options, int rebaseAt) {
    super(window, options, 1, rebaseAt);
    of3 = options.finder() == LzmaOptions.Finder.HASH_CHAIN_3;
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
    int back2 = now - heads.of2[hash2];
    heads.of2[hash2] = now;
    hash ^= (bytes[at + 2] & 0xFF) << 8;
    int best;
    if (of3) {
      best = Match.MIN_LENGTH;
      if (back2 < cycle && bytes[at - back2] == bytes[at]) {
        best = Window.equal(bytes, at, at - back2, best, limit);
        add(best, back2 - 1);
      }
    } else {
      int hash3 = hash & (Heads.SIZE_3 - 1);
      int back3 = now - heads.of3[hash3];
      heads.of3[hash3] = now;
      hash ^= Heads.CRC[bytes[at + 3] & 0xFF] << 5;
      best = shortMatches(bytes, back2, back3, limit);
    }
    int main = hash & (heads.main.length - 1);
    int candidate = heads.main[main];
    heads.main[main] = now;
    links[slot] = candidate;
    if (best < limit) {
      follow(bytes, candidate, of3 ? best : Math.max(best, 3), limit);
    }
    advance();
  }

  /** Follows the chain from a candidate on, and adds each match that is longer than the best. */
  private void follow(byte[] bytes, int from, int longest, int limit) {
    int at = position;
    int now = at + offset;
    int best = longest;
    int candidate = from;
    for (int left = depth; left > 0; left--) {
      int back = now - candidate;
      if (back >= cycle) {
        return;
      }
      candidate = links[slot - back + (back > slot ? cycle : 0)];
      int other = at - back;
      if (bytes[other + best] == bytes[at + best] && bytes[other] == bytes[at]) {
        int length = Window.equal(bytes, at, other, 1, limit);
        if (length > best) {
          best = length;
          add(length, back - 1);
          if (length == limit) {
            return;
          }
        }
      }
    }
  }

  @Override
  void skip(int positions) {
    byte[] bytes = window.bytes;
    for (int left = positions; left > 0; left--) {
      if (searchLimit() == 0) {
        position++;
        continue;
      }
      int at = position;
      int now = at + offset;
      int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
      heads.of2[hash & (Heads.SIZE_2 - 1)] = now;
      hash ^= (bytes[at + 2] & 0xFF) << 8;
      if (!of3) {
        heads.of3[hash & (Heads.SIZE_3 - 1)] = now;
        hash ^= Heads.CRC[bytes[at + 3] & 0xFF] << 5;
      }
      int main = hash & (heads.main.length - 1);
      links[slot] = heads.main[main];
      heads.main[main] = now;
      advance();
    }
  }
}
