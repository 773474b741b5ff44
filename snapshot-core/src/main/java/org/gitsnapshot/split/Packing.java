package org.gitsnapshot.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Packs items into as few bins as it can, in the same way for the same items in any order.
 *
 * <p>Items that are needed in an order fill each bin before the next is begun, which for a strict
 * order is the fewest possible. The others go into what is left: without ordered ones best-fit
 * decreasing, then bins filled by {@link BinFiller} one after the other, and for few items a search
 * through all packings, each only as long as the lower bound is not reached.
 */
final class Packing {
  /** Bins with their items. */
  record Packed(List<List<Item>> bins, int lowerBound) {}

  /** The searches are as deep as there are items. */
  private static final int MAX_SEARCHED = 2_000;

  private final long capacity;

  Packing(long capacity) {
    this.capacity = capacity;
  }

  /** Packs items, each of which fits into a bin. */
  Packed pack(List<Item> items) {
    List<Item> ordered =
        items.stream()
            .filter(Item::ordered)
            .sorted(Comparator.comparingInt(Item::need).thenComparing(Item::first))
            .toList();
    List<Item> free = items.stream().filter(item -> !item.ordered()).sorted(Item.LARGEST).toList();
    int bound = LowerBound.of(items.stream().map(Item::cost).toList(), capacity);
    if (ordered.isEmpty()) {
      return new Packed(numbered(free(free, bound)), bound);
    }
    List<Bin> bins = inOrder(ordered);
    int least = Math.max(bound, bins.size());
    bestFit(free, bins);
    return new Packed(bins.stream().map(bin -> bin.items).toList(), least);
  }

  /** Next fit: as each bin is as full as the order allows, no packing in this order has fewer. */
  private List<Bin> inOrder(List<Item> ordered) {
    List<Bin> bins = new ArrayList<>();
    Bin last = null;
    for (Item item : ordered) {
      if (last == null || last.free < item.cost()) {
        last = new Bin(capacity);
        bins.add(last);
      }
      last.add(item);
    }
    return bins;
  }

  private List<List<Item>> free(List<Item> items, int bound) {
    List<Bin> bins = new ArrayList<>();
    bestFit(items, bins);
    List<List<Item>> best = bins.stream().map(bin -> bin.items).toList();
    if (best.size() > bound && items.size() <= MAX_SEARCHED) {
      best = fewer(best, new BinFiller(capacity).pack(items));
    }
    if (best.size() > bound && items.size() <= MAX_SEARCHED) {
      best = fewer(best, new PackingSearch(capacity, best.size() - 1).pack(items));
    }
    return best;
  }

  private static List<List<Item>> fewer(List<List<Item>> best, List<List<Item>> other) {
    return !other.isEmpty() && other.size() < best.size() ? other : best;
  }

  /** Each item into the fullest bin that has room, the first of equals. */
  private void bestFit(List<Item> items, List<Bin> bins) {
    for (Item item : items) {
      Bin best = null;
      for (Bin bin : bins) {
        if (bin.free >= item.cost() && (best == null || bin.free < best.free)) {
          best = bin;
        }
      }
      if (best == null) {
        best = new Bin(capacity);
        bins.add(best);
      }
      best.add(item);
    }
  }

  /** Where nothing else orders the bins, the name that comes first in each does. */
  private static List<List<Item>> numbered(List<List<Item>> bins) {
    return bins.stream()
        .sorted(
            Comparator.comparing(
                bin -> bin.stream().map(Item::first).min(Comparator.naturalOrder()).orElseThrow()))
        .toList();
  }

  private static final class Bin {
    final List<Item> items = new ArrayList<>();
    long free;

    Bin(long capacity) {
      free = capacity;
    }

    void add(Item item) {
      items.add(item);
      free -= item.cost();
    }
  }
}
