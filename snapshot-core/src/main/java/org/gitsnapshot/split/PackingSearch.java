package org.gitsnapshot.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks through all packings into a number of bins, the largest items first, for as many steps as
 * are allowed; for a few dozen items that is often enough to find one or to know that there is
 * none.
 */
final class PackingSearch {
  private static final int STEPS = 2_000_000;

  private final long[] free;
  private int[] place = new int[0];
  private long[] costs = new long[0];
  private long slack;
  private int steps;

  /**
   * Creates a search.
   *
   * @param bins how many bins there may be
   */
  PackingSearch(long capacity, int bins) {
    free = new long[bins];
    Arrays.fill(free, capacity);
  }

  /** Returns the bins, or none if no packing was found; the items are sorted, the largest first. */
  List<List<Item>> pack(List<Item> items) {
    costs = items.stream().mapToLong(Item::cost).toArray();
    place = new int[costs.length];
    slack = Arrays.stream(free).sum() - Arrays.stream(costs).sum();
    if (slack < 0 || !search(0, 0)) {
      return List.of();
    }
    List<List<Item>> bins = new ArrayList<>();
    for (int i = 0; i < free.length; i++) {
      bins.add(new ArrayList<>());
    }
    for (int i = 0; i < place.length; i++) {
      bins.get(place[i]).add(items.get(i));
    }
    bins.removeIf(List::isEmpty);
    return bins;
  }

  /**
   * Places items from an index on.
   *
   * @param lowest the first bin that is tried: of two equal items the later is not before the other
   */
  private boolean search(int index, int lowest) {
    if (index == costs.length) {
      return true;
    }
    if (++steps > STEPS || wasted(index) > slack) {
      return false;
    }
    for (int bin = lowest; bin < free.length; bin++) {
      if (free[bin] < costs[index] || isLikeAnEarlier(bin, lowest)) {
        continue;
      }
      free[bin] -= costs[index];
      place[index] = bin;
      boolean equal = index + 1 < costs.length && costs[index + 1] == costs[index];
      if (search(index + 1, equal ? bin : 0)) {
        return true;
      }
      free[bin] += costs[index];
    }
    return false;
  }

  /** Room in which not even the smallest item fits is lost. */
  private long wasted(int index) {
    long smallest = costs[costs.length - 1];
    long wasted = 0;
    if (index > 0) {
      for (long room : free) {
        wasted += room < smallest ? room : 0;
      }
    }
    return wasted;
  }

  /** Bins with the same room are the same. */
  private boolean isLikeAnEarlier(int bin, int lowest) {
    for (int earlier = lowest; earlier < bin; earlier++) {
      if (free[earlier] == free[bin]) {
        return true;
      }
    }
    return false;
  }
}
