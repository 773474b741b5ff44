package org.gitsnapshot.codec.deflate;

import java.util.Arrays;

/**
 * The prefix code of one alphabet of a block, built from how often each symbol occurs.
 *
 * <p>Many codes are equally short; which one comes out depends on the order in which the heap gives
 * up equal entries and on how lengths above the limit are mended. Both are fixed here as the two
 * families have them. Made once and built again for each block; not thread-safe.
 */
final class HuffmanTree {
  /** The longest code that RFC 1951 allows. */
  static final int MAX_BITS = 15;

  /** The bits of a node's key that hold the height of the tree below it. */
  private static final int HEIGHT_BITS = 8;

  private final int symbols;
  private final int maxBits;

  /** The length of each symbol's code in bits, 0 for one that does not occur. */
  final int[] lengths;

  /** The code of each symbol, its bits in the order in which they are sent. */
  final int[] codes;

  /**
   * How often a node occurs, and below that, in {@link #HEIGHT_BITS}, its height: the smaller key
   * is the one to be joined first.
   */
  private final int[] keys;

  private final int[] parents;
  private final int[] nodeLengths;
  private final int[] heap;

  /** All nodes in the order in which they were joined, from the end backwards. */
  private final int[] order;

  private final int[] lengthCounts = new int[MAX_BITS + 2];
  private int heapSize;
  private int last;

  /**
   * @param symbols how many symbols the alphabet has
   * @param maxBits the longest code
   */
  HuffmanTree(int symbols, int maxBits) {
    this.symbols = symbols;
    this.maxBits = maxBits;
    lengths = new int[symbols];
    codes = new int[symbols];
    keys = new int[2 * symbols];
    parents = new int[2 * symbols];
    nodeLengths = new int[2 * symbols];
    heap = new int[2 * symbols + 1];
    order = new int[2 * symbols];
  }

  /** Returns the highest symbol that has a code. */
  int last() {
    return last;
  }

  /**
   * Builds the code. At least two symbols get one, whether they occur or not.
   *
   * @param counts how often each symbol occurs, at most 32768 together
   */
  void build(int[] counts) {
    heapSize = 0;
    last = -1;
    for (int i = 0; i < symbols; i++) {
      lengths[i] = 0;
      if (counts[i] != 0) {
        heap[++heapSize] = i;
        keys[i] = counts[i] << HEIGHT_BITS;
        last = i;
      }
    }
    while (heapSize < 2) {
      int filler = last < 2 ? ++last : 0;
      heap[++heapSize] = filler;
      keys[filler] = 1 << HEIGHT_BITS;
    }
    int first = join();
    assignLengths(first);
    assignCodes();
  }

  /** Returns how many bits the symbols take with their extra bits. */
  long cost(int[] counts, int[] extra) {
    long bits = 0;
    for (int i = 0; i <= last; i++) {
      bits += (long) counts[i] * (lengths[i] + extra[i]);
    }
    return bits;
  }

  /** Joins the two rarest nodes until one is left; returns its place in {@link #order}. */
  private int join() {
    for (int i = heapSize / 2; i >= 1; i--) {
      sift(i);
    }
    int place = order.length;
    int node = symbols;
    do {
      int a = heap[1];
      heap[1] = heap[heapSize--];
      sift(1);
      int b = heap[1];
      order[--place] = a;
      order[--place] = b;
      int heightMask = (1 << HEIGHT_BITS) - 1;
      int height = Math.max(keys[a] & heightMask, keys[b] & heightMask) + 1;
      keys[node] =
          (((keys[a] >>> HEIGHT_BITS) + (keys[b] >>> HEIGHT_BITS)) << HEIGHT_BITS) | height;
      parents[a] = node;
      parents[b] = node;
      heap[1] = node++;
      sift(1);
    } while (heapSize >= 2);
    order[--place] = heap[1];
    return place;
  }

  /** Moves a heap entry down to where its key belongs. Of equal children the right one rises. */
  private void sift(int from) {
    int hole = from;
    int node = heap[hole];
    int key = keys[node];
    for (int child = 2 * hole; child <= heapSize; child = 2 * hole) {
      if (child < heapSize && keys[heap[child + 1]] <= keys[heap[child]]) {
        child++;
      }
      if (key <= keys[heap[child]]) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = node;
  }

  private void assignLengths(int first) {
    Arrays.fill(lengthCounts, 0);
    nodeLengths[order[first]] = 0;
    int tooLong = 0;
    for (int i = first + 1; i < order.length; i++) {
      int node = order[i];
      int length = nodeLengths[parents[node]] + 1;
      if (length > maxBits) {
        length = maxBits;
        tooLong++;
      }
      nodeLengths[node] = length;
      if (node < symbols) {
        lengths[node] = length;
        lengthCounts[length]++;
      }
    }
    if (tooLong > 0) {
      shorten(tooLong);
    }
  }

  /**
   * Mends a code in which symbols were cut to the limit: a leaf above the limit goes one down and
   * takes one of them as its brother, until the code fits; then the lengths are dealt out again,
   * the longest to the symbols that were joined first.
   */
  private void shorten(int tooLong) {
    for (int left = tooLong; left > 0; left -= 2) {
      int length = maxBits - 1;
      while (lengthCounts[length] == 0) {
        length--;
      }
      lengthCounts[length]--;
      lengthCounts[length + 1] += 2;
      lengthCounts[maxBits]--;
    }
    int place = order.length;
    for (int length = maxBits; length > 0; length--) {
      for (int n = lengthCounts[length]; n > 0; ) {
        int node = order[--place];
        if (node < symbols) {
          lengths[node] = length;
          n--;
        }
      }
    }
  }

  /** Deals out codes by length, then symbol (RFC 1951, section 3.2.2). */
  private void assignCodes() {
    int[] next = new int[MAX_BITS + 2];
    int code = 0;
    for (int length = 1; length <= maxBits; length++) {
      next[length] = code;
      code = (code + lengthCounts[length]) << 1;
    }
    for (int i = 0; i <= last; i++) {
      int length = lengths[i];
      if (length != 0) {
        codes[i] = Integer.reverse(next[length]++) >>> (32 - length);
      }
    }
  }
}
