package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * The order in which sorting by comparison leaves the rotations of a block, equal ones included.
 *
 * <p>Rotations are in buckets by their first two bytes. Those of one first byte are sorted after
 * those of another, the rarest first, and what precedes a sorted rotation is copied from its order
 * and not sorted. Where a sorted rotation stands helps to tell later ones apart, so that equal ones
 * are ordered by whatever came of the first that were. The algorithm is described in Seward's "On
 * the performance of BWT sorting algorithms" (2000). It gives up where comparing costs too much.
 * Used once, by one thread.
 */
final class ComparingOrder {
  private static final int BYTES = 256;

  /** How many rounds of comparing eight bytes are allowed for each byte of the block. */
  private static final int EFFORT = 9;

  /** The bytes of a comparison before it looks at where rotations stand. */
  private static final int PLAIN = 12;

  private static final int ROUND = 8;

  /** Ranges below this length are sorted by insertion. */
  private static final int SMALL = 20;

  /** From this depth on, all are. */
  private static final int DEEP = 15;

  /** Where a rotation stands among those with its first byte has to be below this. */
  private static final int MAX_PLACE = 65_534;

  private final byte[] bytes;
  private final int length;
  private final int[] order;

  /** By rotation: where it stands among those of its first byte, scaled; 0 if not known yet. */
  private final char[] places;

  /** Where each two-byte bucket starts in the order. */
  private final int[] starts = new int[BYTES * BYTES + 1];

  private final boolean[] bucketDone = new boolean[BYTES * BYTES];
  private final boolean[] byteDone = new boolean[BYTES];
  private long effort;

  /**
   * @param bytes the block, from {@link Block#LEAD} on
   * @param length its length, at least {@link #DEEP} + {@link #PLAIN} + {@link #ROUND}
   */
  ComparingOrder(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
    order = new int[length];
    places = new char[length];
    effort = (long) EFFORT * length;
  }

  /** Returns where the first rotation stands in the end, or -1 if it cost too much. */
  int indexOfFirst() {
    spread();
    for (int b : bytesByFrequency()) {
      for (int second = 0; second < BYTES; second++) {
        int bucket = b * BYTES + second;
        if (second != b && !bucketDone[bucket]) {
          sort(starts[bucket], starts[bucket + 1] - 1, 2);
          if (effort < 0) {
            return -1;
          }
        }
      }
      copyBefore(b);
      byteDone[b] = true;
      setPlaces(starts[b * BYTES], starts[(b + 1) * BYTES]);
    }
    int index = 0;
    while (order[index] != 0) {
      index++;
    }
    return index;
  }

  private void spread() {
    for (int i = 0; i < length; i++) {
      starts[bucket(i) + 1]++;
    }
    for (int b = 0; b < BYTES * BYTES; b++) {
      starts[b + 1] += starts[b];
    }
    int[] next = Arrays.copyOf(starts, BYTES * BYTES);
    for (int i = 0; i < length; i++) {
      order[next[bucket(i)]++] = i;
    }
  }

  private int bucket(int rotation) {
    return at(rotation) * BYTES + at(rotation + 1);
  }

  /** Returns a byte of the block as a cycle. */
  private int at(int index) {
    return bytes[Block.LEAD + (index < length ? index : index - length)] & 0xff;
  }

  private int placeAt(int index) {
    return places[index < length ? index : index - length];
  }

  /** Returns the bytes, the rarest first, those equally frequent as a Shell sort leaves them. */
  private int[] bytesByFrequency() {
    int[] sorted = new int[BYTES];
    for (int b = 0; b < BYTES; b++) {
      sorted[b] = b;
    }
    for (int gap = 121; gap > 0; gap /= 3) {
      for (int i = gap; i < BYTES; i++) {
        int b = sorted[i];
        int to = i;
        for (; to >= gap && frequency(sorted[to - gap]) > frequency(b); to -= gap) {
          sorted[to] = sorted[to - gap];
        }
        sorted[to] = b;
      }
    }
    return sorted;
  }

  private int frequency(int b) {
    return starts[(b + 1) * BYTES] - starts[b * BYTES];
  }

  /** Orders the rotations that begin one byte before those of a byte, from these. */
  private void copyBefore(int b) {
    int[] low = new int[BYTES];
    int[] high = new int[BYTES];
    for (int first = 0; first < BYTES; first++) {
      int bucket = first * BYTES + b;
      low[first] = starts[bucket];
      high[first] = starts[bucket + 1] - 1;
      bucketDone[bucket] = true;
    }
    for (int i = starts[b * BYTES]; i < low[b]; i++) {
      int rotation = before(order[i]);
      int first = at(rotation);
      if (!byteDone[first]) {
        order[low[first]++] = rotation;
      }
    }
    for (int i = starts[(b + 1) * BYTES] - 1; i > high[b]; i--) {
      int rotation = before(order[i]);
      int first = at(rotation);
      if (!byteDone[first]) {
        order[high[first]--] = rotation;
      }
    }
  }

  private int before(int rotation) {
    return rotation == 0 ? length - 1 : rotation - 1;
  }

  private void setPlaces(int from, int to) {
    int shift = 0;
    while ((to - from) >> shift > MAX_PLACE) {
      shift++;
    }
    for (int i = from; i < to; i++) {
      places[order[i]] = (char) ((i - from) >> shift);
    }
  }

  /** Sorts a range whose rotations agree up to a depth: quicksort by one byte after the other. */
  private void sort(int low, int high, int depth) {
    if (high - low < SMALL || depth >= DEEP) {
      insert(low, high, depth);
      return;
    }
    int pivot =
        median(
            at(order[low] + depth), at(order[high] + depth), at(order[(low + high) >>> 1] + depth));
    int left = low;
    int right = high;
    int lowEqual = low;
    int highEqual = high;
    while (true) {
      for (; left <= right && at(order[left] + depth) <= pivot; left++) {
        if (at(order[left] + depth) == pivot) {
          swap(left, lowEqual++);
        }
      }
      for (; left <= right && at(order[right] + depth) >= pivot; right--) {
        if (at(order[right] + depth) == pivot) {
          swap(right, highEqual--);
        }
      }
      if (left > right) {
        break;
      }
      swap(left++, right--);
    }
    if (lowEqual > highEqual) {
      sort(low, high, depth + 1);
      return;
    }
    int less = left - lowEqual;
    int more = highEqual - right;
    swapRanges(low, left, Math.min(lowEqual - low, less));
    swapRanges(left, high + 1, Math.min(high - highEqual, more));
    sort(low, low + less - 1, depth);
    sort(low + less, high - more, depth + 1);
    sort(high - more + 1, high, depth);
  }

  private static int median(int a, int b, int c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** Shell sort with whole comparisons. */
  private void insert(int low, int high, int depth) {
    int gap = 1;
    while (3 * gap + 1 < high - low + 1) {
      gap = 3 * gap + 1;
    }
    for (; gap > 0; gap /= 3) {
      for (int i = low + gap; i <= high && effort >= 0; i++) {
        int rotation = order[i];
        int to = i;
        for (; to >= low + gap && greater(order[to - gap] + depth, rotation + depth); to -= gap) {
          order[to] = order[to - gap];
        }
        order[to] = rotation;
      }
    }
  }

  private boolean greater(int first, int second) {
    int a = first;
    int b = second;
    for (int i = 0; i < PLAIN; i++, a++, b++) {
      if (at(a) != at(b)) {
        return at(a) > at(b);
      }
    }
    for (int left = length + ROUND; left >= 0; left -= ROUND) {
      for (int i = 0; i < ROUND; i++, a++, b++) {
        if (at(a) != at(b)) {
          return at(a) > at(b);
        }
        if (placeAt(a) != placeAt(b)) {
          return placeAt(a) > placeAt(b);
        }
      }
      a = a < length ? a : a - length;
      b = b < length ? b : b - length;
      effort--;
    }
    return false;
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
