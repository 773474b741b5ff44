package org.gitsnapshot.split;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Fills one bin after the other as full as it can: the largest item that is left, and beside it the
 * best of the subsets that a bounded search finds.
 *
 * <p>The bound is a number of steps and not a time, so the outcome is the same everywhere.
 */
final class BinFiller {
  private static final int STEPS = 100_000;

  private final long capacity;
  private List<Item> left = List.of();
  private int steps;
  private long bestFree;
  private BitSet best = new BitSet();

  BinFiller(long capacity) {
    this.capacity = capacity;
  }

  /** Packs items that are sorted, the largest first. */
  List<List<Item>> pack(List<Item> items) {
    List<List<Item>> bins = new ArrayList<>();
    left = new ArrayList<>(items);
    while (!left.isEmpty()) {
      bins.add(fill());
    }
    return bins;
  }

  private List<Item> fill() {
    steps = 0;
    bestFree = Long.MAX_VALUE;
    long[] suffix = new long[left.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      suffix[i] = suffix[i + 1] + left.get(i).cost();
    }
    BitSet chosen = new BitSet();
    chosen.set(0);
    search(1, capacity - left.get(0).cost(), chosen, suffix);
    List<Item> bin = new ArrayList<>();
    List<Item> rest = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      (best.get(i) ? bin : rest).add(left.get(i));
    }
    left = rest;
    return bin;
  }

  /** Tries each item from a place on with and without, larger ones first. */
  private void search(int from, long free, BitSet chosen, long[] suffix) {
    if (free < bestFree) {
      bestFree = free;
      best = (BitSet) chosen.clone();
    }
    for (int i = from; i < left.size() && bestFree > 0 && steps < STEPS; i++) {
      if (free - suffix[i] >= bestFree) {
        return;
      }
      steps++;
      long rest = free - left.get(i).cost();
      if (rest >= 0) {
        chosen.set(i);
        search(i + 1, rest, chosen, suffix);
        chosen.clear(i);
      }
    }
  }
}
