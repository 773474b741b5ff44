package org.gitsnapshot.codec.deflate;

import java.util.Arrays;

/**
 * The lengths of a block's codes, run-length coded and then Huffman coded themselves (RFC 1951,
 * section 3.2.7). Built once per block; not thread-safe.
 */
final class CodeLengths {
  /** Repeats the length before it 3 to 6 times. */
  private static final int REPEAT = 16;

  /** Stands for 3 to 10 zeros. */
  private static final int ZEROS = 17;

  /** Stands for 11 to 138 zeros. */
  private static final int MANY_ZEROS = 18;

  /** The order in which the lengths of the codes of code lengths are sent. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final int MAX_BITS = 7;

  private final HuffmanTree tree = new HuffmanTree(Alphabet.CODE_LENGTHS, MAX_BITS);
  private final int[] counts = new int[Alphabet.CODE_LENGTHS];

  /** The codes to send, with the value of their extra bits above {@link #ITEM_BITS}. */
  private final int[] items = new int[Alphabet.LITERALS + Alphabet.DISTANCES];

  private static final int ITEM_BITS = 5;

  private int size;
  private int sent;
  private int literals;
  private int distances;

  /** Takes over the lengths of the two codes of a block. */
  void build(HuffmanTree literalTree, HuffmanTree distanceTree) {
    Arrays.fill(counts, 0);
    size = 0;
    literals = literalTree.last() + 1;
    distances = distanceTree.last() + 1;
    scan(literalTree.lengths, literals);
    scan(distanceTree.lengths, distances);
    tree.build(counts);
    sent = ORDER.length;
    while (sent > 4 && tree.lengths[ORDER[sent - 1]] == 0) {
      sent--;
    }
  }

  /** Returns how many bits they take. */
  long cost() {
    return 5 + 5 + 4 + 3L * sent + tree.cost(counts, Alphabet.CODE_LENGTH_EXTRA);
  }

  /** Appends them. */
  void write(BitOutput out) {
    out.put(literals - Alphabet.FIRST_LENGTH, 5);
    out.put(distances - 1, 5);
    out.put(sent - 4, 4);
    for (int i = 0; i < sent; i++) {
      out.put(tree.lengths[ORDER[i]], 3);
    }
    for (int i = 0; i < size; i++) {
      int code = items[i] & ((1 << ITEM_BITS) - 1);
      out.put(tree.codes[code], tree.lengths[code]);
      out.put(items[i] >>> ITEM_BITS, Alphabet.CODE_LENGTH_EXTRA[code]);
    }
  }

  /** Cuts one list of lengths into runs. A run does not go on from one list to the next. */
  private void scan(int[] lengths, int end) {
    int before = -1;
    for (int i = 0; i < end; ) {
      int length = lengths[i];
      // The first of a run of a new length other than 0 is sent itself and then repeated.
      int max = length == 0 ? 138 : length == before ? 6 : 7;
      int run = 1;
      while (run < max && i + run < end && lengths[i + run] == length) {
        run++;
      }
      add(length, run, length == before);
      before = length;
      i += run;
    }
  }

  private void add(int length, int run, boolean repeats) {
    if (length == 0 && run >= 11) {
      put(MANY_ZEROS, run - 11);
    } else if (length == 0 && run >= 3) {
      put(ZEROS, run - 3);
    } else if (length != 0 && run >= (repeats ? 3 : 4)) {
      if (!repeats) {
        put(length, 0);
      }
      put(REPEAT, run - (repeats ? 3 : 4));
    } else {
      for (int i = 0; i < run; i++) {
        put(length, 0);
      }
    }
  }

  private void put(int code, int extra) {
    counts[code]++;
    items[size++] = (extra << ITEM_BITS) | code;
  }
}
