package org.gitsnapshot.codec.bzip2;

/**
 * The order in which bucket refinement leaves the rotations of a block, equal ones included.
 *
 * <p>Rotations start in buckets by first byte, the last position first. Then each bucket is sorted
 * by the bucket of the rotation 1, 2, 4, ... further on, and falls into smaller ones. The sorting
 * is a quicksort that gathers what equals its pivot at both ends and swaps it to the middle, and so
 * reorders equal rotations as long as they share a bucket with others. Used once, by one thread.
 */
final class RefiningOrder {
  /** Ranges of up to so many are sorted by insertion, which keeps equal ones in order. */
  private static final int SMALL = 10;

  /** The distance of the first of two rounds of insertion. */
  private static final int STRIDE = 4;

  /** The pivots' random numbers: each is this times the one before, and 1, modulo 2^15. */
  private static final int FACTOR = 7621;

  private static final int MODULUS = 1 << 15;

  private final byte[] bytes;
  private final int length;
  private final int period;
  private final int[] order;

  /** By rotation: which bucket the rotation further on is in. */
  private final int[] keys;

  /** Whether a bucket starts at an index of the order. */
  private final boolean[] starts;

  private int buckets;
  private int random;

  /**
   * @param bytes the block, from {@link Block#LEAD} on
   * @param period the length of the shortest text that the block repeats
   */
  RefiningOrder(byte[] bytes, int length, int period) {
    this.bytes = bytes;
    this.length = length;
    this.period = period;
    order = new int[length];
    keys = new int[length];
    starts = new boolean[length];
  }

  /** Returns where the first rotation stands in the end. */
  int indexOfFirst() {
    spread();
    // Once each bucket has equal rotations only, nothing moves any more.
    for (int distance = 1; buckets < period; distance *= 2) {
      setKeys(distance);
      int from = 0;
      for (int to = 1; to <= length; to++) {
        if (to == length || starts[to]) {
          if (to - from > 1) {
            refine(from, to - 1);
          }
          from = to;
        }
      }
    }
    int index = 0;
    while (order[index] != 0) {
      index++;
    }
    return index;
  }

  private void spread() {
    int[] ends = new int[256];
    for (int i = 0; i < length; i++) {
      ends[bytes[Block.LEAD + i] & 0xff]++;
    }
    int sum = 0;
    for (int b = 0; b < ends.length; b++) {
      if (ends[b] > 0) {
        starts[sum] = true;
        buckets++;
      }
      sum += ends[b];
      ends[b] = sum;
    }
    for (int i = 0; i < length; i++) {
      order[--ends[bytes[Block.LEAD + i] & 0xff]] = i;
    }
  }

  private void setKeys(int distance) {
    int bucket = 0;
    for (int i = 0; i < length; i++) {
      if (starts[i]) {
        bucket = i;
      }
      int rotation = order[i] - distance;
      keys[rotation < 0 ? rotation + length : rotation] = bucket;
    }
  }

  private void refine(int low, int high) {
    random = 0;
    sort(low, high);
    for (int i = low + 1; i <= high; i++) {
      if (key(i) != key(i - 1)) {
        starts[i] = true;
        buckets++;
      }
    }
  }

  private int key(int index) {
    return keys[order[index]];
  }

  private void sort(int first, int last) {
    int low = first;
    int high = last;
    while (high - low >= SMALL) {
      int pivot = pivot(low, high);
      int left = low;
      int right = high;
      int lowEqual = low;
      int highEqual = high;
      while (true) {
        for (; left <= right && key(left) <= pivot; left++) {
          if (key(left) == pivot) {
            swap(left, lowEqual++);
          }
        }
        for (; left <= right && key(right) >= pivot; right--) {
          if (key(right) == pivot) {
            swap(right, highEqual--);
          }
        }
        if (left > right) {
          break;
        }
        swap(left++, right--);
      }
      if (lowEqual > highEqual) {
        return;
      }
      int less = left - lowEqual;
      int more = highEqual - right;
      swapRanges(low, left, Math.min(lowEqual - low, less));
      swapRanges(left, high + 1, Math.min(high - highEqual, more));
      // The shorter part takes its random numbers first, the lower of two as long.
      if (less > more) {
        sort(high - more + 1, high);
        high = low + less - 1;
      } else {
        sort(low, low + less - 1);
        low = high - more + 1;
      }
    }
    insert(low, high);
  }

  private int pivot(int low, int high) {
    random = (random * FACTOR + 1) % MODULUS;
    return switch (random % 3) {
      case 0 -> key(low);
      case 1 -> key((low + high) >>> 1);
      default -> key(high);
    };
  }

  private void insert(int low, int high) {
    if (high - low >= STRIDE) {
      insert(low, high, STRIDE);
    }
    insert(low, high, 1);
  }

  /** Lets each rotation sink past the lesser ones behind it, from the last on. */
  private void insert(int low, int high, int stride) {
    for (int i = high - stride; i >= low; i--) {
      int rotation = order[i];
      int key = keys[rotation];
      int at = i;
      for (; at + stride <= high && key > key(at + stride); at += stride) {
        order[at] = order[at + stride];
      }
      order[at] = rotation;
    }
  }

  private void swap(int a, int b) {
    int rotation = order[a];
    order[a] = order[b];
    order[b] = rotation;
  }

  /** Swaps the ranges of a length that begin at one index and end before another. */
  private void swapRanges(int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      swap(from + i, to - count + i);
    }
  }
}
