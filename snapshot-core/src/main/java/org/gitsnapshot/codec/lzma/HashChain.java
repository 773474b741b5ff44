package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/** Finds matches along chains: each position leads to the last one with the same hash. */
final class HashChain extends MatchFinder {
  private final boolean of3;

  HashChain(Window window, XzOptions options, int rebaseAt) {
    super(window, options, 1, rebaseAt);
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
    int hash = Heads.CRC[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
    int hash2 = hash & (Heads.SIZE_2 - 1);
    int back2 = now - heads.of2[hash2];
    heads.of2[hash2] = now;
    hash ^= (bytes[at + 2] & 0xFF) << 8;
    int end = from;
    if (of3) {
      if (back2 < cycle && bytes[at - back2] == bytes[at]) {
        into[end] = Window.equal(bytes, at, at - back2, Match.MIN_LENGTH, limit);
        into[end + 1] = back2 - 1;
        end += 2;
      }
    } else {
      int hash3 = hash & (Heads.SIZE_3 - 1);
      int back3 = now - heads.of3[hash3];
      heads.of3[hash3] = now;
      hash ^= Heads.CRC[bytes[at + 3] & 0xFF] << 5;
      end = shortMatches(into, from, at, back2, back3, limit);
    }
    int best = end == from ? 0 : into[end - 2];
    int main = hash & (heads.main.length - 1);
    int candidate = heads.main[main];
    heads.main[main] = now;
    links[slot] = candidate;
    if (best < limit) {
      end = follow(into, end, candidate, Math.max(best, of3 ? 2 : 3), limit);
    }
    advance();
    return end;
  }

  /** Follows the chain from a candidate on, and adds each match that is longer than the best. */
  private int follow(int[] into, int from, int head, int longest, int limit) {
    byte[] bytes = window.bytes;
    int at = position;
    int now = at + offset;
    int best = longest;
    int candidate = head;
    int end = from;
    for (int left = depth; left > 0; left--) {
      int back = now - candidate;
      if (back >= cycle) {
        break;
      }
      candidate = links[slot - back + (back > slot ? ring : 0)];
      int other = at - back;
      if (bytes[other + best] == bytes[at + best] && bytes[other] == bytes[at]) {
        int length = Window.equal(bytes, at, other, 1, limit);
        if (length > best) {
          best = length;
          into[end] = length;
          into[end + 1] = back - 1;
          end += 2;
          if (length == limit) {
            break;
          }
        }
      }
    }
    return end;
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
