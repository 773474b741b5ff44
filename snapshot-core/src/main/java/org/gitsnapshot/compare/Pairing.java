package org.gitsnapshot.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.io.ByteString;

/**
 * Which entry of B stands against which of A: the one with the same path, below the top directories
 * where these differ. The same path once more stands against the same path once more.
 *
 * @param cutA how many bytes of A's paths are the top directory that does not count
 * @param cutB the same of B's
 * @param pairs pairs in A's order
 * @param onlyA what B lacks
 * @param onlyB what A lacks
 */
record Pairing(int cutA, int cutB, List<Pair> pairs, List<Item> onlyA, List<Item> onlyB) {
  /**
   * A pair.
   *
   * @param indexB the number of the entry in B
   */
  record Pair(Item a, Item b, int indexB) {}

  /**
   * How many entries stand in another order.
   *
   * @param moved how many have to be moved at least
   * @param first the first in A that has an entry before it which stands behind it in B
   */
  record Order(int moved, Pair first) {}

  /** How many bytes of the paths of each side do not count. */
  private record Cuts(int a, int b) {}

  static Pairing of(Inventory a, Inventory b) {
    Cuts cuts = cuts(a, b);
    Map<ByteString, Integer> last = new HashMap<>();
    // The chain of entries of B with the same path, in their order.
    List<Item> itemsB = b.placed();
    int[] next = new int[itemsB.size()];
    for (int i = next.length - 1; i >= 0; i--) {
      Integer later = last.put(relative(itemsB.get(i), cuts.b()), i);
      next[i] = later == null ? -1 : later;
    }
    List<Pair> pairs = new ArrayList<>();
    List<Item> onlyA = new ArrayList<>();
    boolean[] paired = new boolean[next.length];
    for (Item item : a.placed()) {
      ByteString path = relative(item, cuts.a());
      Integer at = last.get(path);
      if (at == null) {
        onlyA.add(item);
        continue;
      }
      pairs.add(new Pair(item, itemsB.get(at), at));
      paired[at] = true;
      if (next[at] < 0) {
        last.remove(path);
      } else {
        last.put(path, next[at]);
      }
    }
    List<Item> onlyB = new ArrayList<>();
    for (int i = 0; i < paired.length; i++) {
      if (!paired[i]) {
        onlyB.add(itemsB.get(i));
      }
    }
    return new Pairing(cuts.a(), cuts.b(), pairs, onlyA, onlyB);
  }

  /** Returns the path below the top directory. */
  static ByteString relative(Item item, int cut) {
    if (cut == 0) {
      return item.path;
    }
    return item.path.length() < cut
        ? ByteString.EMPTY
        : item.path.substring(cut, item.path.length());
  }

  /** Returns whether the top directories differ. */
  boolean topsDiffer() {
    return cutA != cutB || (cutA > 0 && !pairs.isEmpty() && !sameTop());
  }

  private boolean sameTop() {
    Pair pair = pairs.get(0);
    int length = cutA - 1;
    return pair.a().path.substring(0, length).equals(pair.b().path.substring(0, length));
  }

  /** Returns how the order differs, or a count of none. */
  Optional<Order> order() {
    // The entries that can stay are a longest increasing run of places in B.
    int[] tails = new int[pairs.size()];
    int length = 0;
    int highest = -1;
    Pair first = null;
    for (Pair pair : pairs) {
      int at = pair.indexB();
      if (at < highest && first == null) {
        first = pair;
      }
      highest = Math.max(highest, at);
      int found = Arrays.binarySearch(tails, 0, length, at);
      int place = found < 0 ? -found - 1 : found;
      tails[place] = at;
      length = Math.max(length, place + 1);
    }
    return first == null ? Optional.empty() : Optional.of(new Order(pairs.size() - length, first));
  }

  /** Returns the cuts with which the most paths are on both sides. */
  private static Cuts cuts(Inventory a, Inventory b) {
    List<Item> itemsA = a.placed();
    List<Item> itemsB = b.placed();
    Cuts best = new Cuts(0, 0);
    long most = -1;
    for (Cuts cuts : candidates(a, b)) {
      Set<ByteString> paths = new HashSet<>();
      itemsB.forEach(item -> paths.add(relative(item, cuts.b())));
      long both = itemsA.stream().filter(i -> paths.contains(relative(i, cuts.a()))).count();
      // More by one, the top directory itself, is not more.
      if (both > most + 1 || most < 0) {
        most = both;
        best = cuts;
      }
      if (most >= itemsA.size()) {
        break;
      }
    }
    return best;
  }

  /** Both top directories, or neither, are likelier than one against none. */
  private static Set<Cuts> candidates(Inventory a, Inventory b) {
    Set<Cuts> candidates = new LinkedHashSet<>();
    candidates.add(new Cuts(a.top().length(), b.top().length()));
    candidates.add(new Cuts(0, 0));
    for (ByteString topA : a.tops()) {
      for (ByteString topB : b.tops()) {
        candidates.add(new Cuts(topA.length(), topB.length()));
      }
    }
    return candidates;
  }
}
