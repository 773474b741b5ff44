package org.gitsnapshot.codec.bzip2;

/**
 * The lengths of a prefix code, from how often each symbol occurs.
 *
 * <p>Many codes are equally short; which one comes out depends on the order in which the heap gives
 * up equal entries, which is fixed here as the program has it. If a code would be too long, all
 * counts are halved and the tree is built again. Not thread-safe.
 */
final class CodeLengths {
  /** The longest code the program makes; a decoder takes up to 20. */
  static final int MAX = 17;

  /** The bits of a weight that hold the height of the tree below a node. */
  private static final int HEIGHT_BITS = 8;

  private static final int HEIGHT = (1 << HEIGHT_BITS) - 1;

  /**
   * How often a node occurs, and below that its height: of two that occur equally often, the lower
   * is joined first.
   */
  private final int[] weights = new int[2 * MoveToFront.MAX_SYMBOLS];

  private final int[] parents = new int[2 * MoveToFront.MAX_SYMBOLS];

  /** The nodes not joined yet, from index 1: none is heavier than the two at twice its index. */
  private final int[] heap = new int[MoveToFront.MAX_SYMBOLS + 1];

  private int heapSize;

  /**
   * Finds the lengths. A symbol that does not occur gets a code as if it occurred once.
   *
   * @param counts how often each symbol occurs, at most 2^22 together
   * @param alphabet how many symbols there are, at least 2
   * @param lengths takes the length of each symbol's code, from 1 to {@link #MAX}
   */
  void build(int[] counts, int alphabet, byte[] lengths) {
    for (int i = 0; i < alphabet; i++) {
      weights[i] = Math.max(counts[i], 1) << HEIGHT_BITS;
    }
    while (!tryBuild(alphabet, lengths)) {
      for (int i = 0; i < alphabet; i++) {
        weights[i] = (1 + (weights[i] >> HEIGHT_BITS) / 2) << HEIGHT_BITS;
      }
    }
  }

  /** Builds the tree, and returns whether all codes are short enough. */
  private boolean tryBuild(int alphabet, byte[] lengths) {
    heapSize = 0;
    for (int i = 0; i < alphabet; i++) {
      push(i);
    }
    int node = alphabet;
    while (heapSize > 1) {
      int first = pop();
      int second = pop();
      parents[first] = node;
      parents[second] = node;
      weights[node] = joined(weights[first], weights[second]);
      push(node++);
    }
    int root = node - 1;
    for (int i = 0; i < alphabet; i++) {
      int length = 0;
      for (int n = i; n != root; n = parents[n]) {
        length++;
      }
      if (length > MAX) {
        return false;
      }
      lengths[i] = (byte) length;
    }
    return true;
  }

  private static int joined(int first, int second) {
    int height = 1 + Math.max(first & HEIGHT, second & HEIGHT);
    return ((first & ~HEIGHT) + (second & ~HEIGHT)) | height;
  }

  private void push(int node) {
    int weight = weights[node];
    int at = ++heapSize;
    while (at > 1 && weight < weights[heap[at >> 1]]) {
      heap[at] = heap[at >> 1];
      at >>= 1;
    }
    heap[at] = node;
  }

  /** Takes the lightest node; the last of the heap sinks from the top, below its equals. */
  private int pop() {
    int top = heap[1];
    int node = heap[heapSize--];
    int weight = weights[node];
    int at = 1;
    for (int child = 2; child <= heapSize; child = 2 * at) {
      if (child < heapSize && weights[heap[child + 1]] < weights[heap[child]]) {
        child++;
      }
      if (weight < weights[heap[child]]) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = node;
    return top;
  }
}
