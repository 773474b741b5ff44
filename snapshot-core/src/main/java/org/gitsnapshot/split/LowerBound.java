package org.gitsnapshot.split;

import java.util.List;

/**
 * A number of bins below which no packing can be: the bound L2 of Martello and Toth.
 *
 * <p>For a threshold of at most half a bin: items larger than the rest of a bin have bins of their
 * own, of those down to half no two share one, and what of the smaller ones down to the threshold
 * does not fit beside the latter needs more.
 */
final class LowerBound {
  private final long capacity;
  private final long[] sizes;

  /** The sum of the first so many sizes. */
  private final long[] sums;

  private LowerBound(List<Long> costs, long capacity) {
    this.capacity = capacity;
    sizes = costs.stream().mapToLong(Long::longValue).sorted().toArray();
    sums = new long[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      sums[i + 1] = sums[i] + sizes[i];
    }
  }

  /**
   * Returns the bound.
   *
   * @param costs each at most the capacity
   */
  static int of(List<Long> costs, long capacity) {
    return new LowerBound(costs, capacity).best();
  }

  private int best() {
    long best = at(0);
    for (long size : sizes) {
      if (size > capacity / 2) {
        break;
      }
      best = Math.max(best, at(size));
    }
    return Math.toIntExact(best);
  }

  private long at(long threshold) {
    int alone = above(capacity - threshold);
    int large = Math.min(alone, above(capacity / 2));
    int small = Math.min(large, above(threshold - 1));
    long beside = (alone - large) * capacity - (sums[alone] - sums[large]);
    long rest = sums[large] - sums[small];
    long more = rest <= beside ? 0 : (rest - beside + capacity - 1) / capacity;
    return sizes.length - large + more;
  }

  /** Returns the index of the first size above a number. */
  private int above(long number) {
    int low = 0;
    int high = sizes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sizes[middle] > number) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
