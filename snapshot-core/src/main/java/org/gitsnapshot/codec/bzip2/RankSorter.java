package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * Sorts what {@link PrefixSorter} left equal, by the ranks of the rotations further on.
 *
 * <p>Members of a group agree up to a later position each; its rank decides between them, and where
 * the ranks are equal too, they agree over the steps of both groups. So the least agreement doubles
 * each time, as in the algorithm of Larsson and Sadakane. Made once and used for each block; not
 * thread-safe.
 */
final class RankSorter {
  private static final int BITS = PrefixSorter.POSITION_BITS;
  private static final int MASK = PrefixSorter.POSITION_MASK;

  private final LmsPositions lms;
  private final EqualGroups groups;
  private final long[] items;

  /** By number of position: where its group starts in the order. */
  private final int[] ranks;

  RankSorter(LmsPositions lms, EqualGroups groups, long[] items) {
    this.lms = lms;
    this.groups = groups;
    this.items = items;
    ranks = new int[lms.positions.length];
  }

  /** Completes the order of the items, if any are equal. */
  void sort() {
    if (groups.size == 0) {
      return;
    }
    rankAll();
    while (groups.size > 0) {
      int end = groups.size;
      groups.size = 0;
      // A group becomes at most half as many as it has members, so it may need more room than it
      // took; what is not read yet is moved out of the way.
      int[] ranges = Arrays.copyOf(groups.ranges, end);
      for (int g = 0; g < end; g += 2) {
        refine(ranges[g], ranges[g + 1]);
      }
    }
  }

  private void rankAll() {
    for (int i = 0; i < lms.count; i++) {
      ranks[number(i)] = i;
    }
    for (int g = 0; g < groups.size; g += 2) {
      int from = groups.ranges[g];
      for (int i = from + 1; i < groups.ranges[g + 1]; i++) {
        ranks[number(i)] = from;
      }
    }
  }

  private int number(int item) {
    return groups.index[((int) items[item] & MASK) >> 1];
  }

  private void refine(int from, int to) {
    int steps = groups.shared[from];
    for (int i = from; i < to; i++) {
      int number = number(i);
      int next = number + steps;
      if (next >= lms.count) {
        next -= lms.count;
      }
      items[i] = ((long) ranks[next] << BITS) | number;
    }
    Arrays.sort(items, from, to);
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || (items[i] ^ items[start]) >>> BITS != 0) {
        if (i - start > 1) {
          int later = (int) (items[start] >>> BITS);
          // The group itself may be the later one, and its entry is overwritten by its first part.
          groups.shared[start] = steps + (later == from ? steps : groups.shared[later]);
          groups.append(start, i);
        }
        start = i;
      }
    }
    restore(from, to);
  }

  /** Gives a refined group its new ranks, and its items their positions again. */
  private void restore(int from, int to) {
    int start = from;
    long key = items[from] >>> BITS;
    for (int i = from; i < to; i++) {
      long item = items[i];
      if (item >>> BITS != key) {
        start = i;
        key = item >>> BITS;
      }
      int number = (int) item & MASK;
      ranks[number] = start;
      items[i] = lms.positions[number];
    }
  }
}
