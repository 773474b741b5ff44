package org.gitsnapshot.codec.bzip2;

/**
 * Turns blocks into bits: sorts, moves to front, chooses tables, writes.
 *
 * <p>Holds all that the work on one block needs, so there is one for each thread. Not thread-safe.
 */
final class BlockCoder {
  /** The first digits of pi. */
  private static final long BLOCK_MAGIC = 0x314159265359L;

  /** How many symbols are written at a time: together they fit in one {@link BitOutput#put}. */
  private static final int AT_ONCE = BitOutput.MAX_WIDTH / CodeLengths.MAX;

  /** The bits of an entry of {@link #codes} that hold its length. */
  private static final int LENGTH_BITS = 5;

  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  private final BlockSorter sorter;
  private final MoveToFront front;
  private final CodingTables tables;

  /** The codes of each table, with the length in the lowest bits. */
  private final int[][] codes;

  /**
   * @param level from 1 to 9
   */
  BlockCoder(int level) {
    int capacity = Block.capacity(level);
    sorter = new BlockSorter(capacity);
    front = new MoveToFront(capacity);
    tables = new CodingTables(capacity);
    codes = new int[tables.lengths.length][MoveToFront.MAX_SYMBOLS];
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory(int level) {
    long capacity = Block.capacity(level);
    return BlockSorter.memory(Block.capacity(level)) + Character.BYTES * capacity + (1 << 16);
  }

  /** Appends the bits of a block. */
  void write(Block block, BitOutput bits) {
    int first = sorter.sort(block);
    front.transform(sorter.column, block.length, sorter.used);
    tables.choose(front);
    bits.put(BLOCK_MAGIC, 48);
    bits.put(block.crc & 0xffffffffL, 32);
    // One bit of 0: the block is not randomised, which no version has done since 0.9.5.
    bits.put(first, 25);
    writeUsed(sorter.used, bits);
    writeSelectors(bits);
    for (int t = 0; t < tables.tables; t++) {
      writeLengths(tables.lengths[t], bits);
      assignCodes(tables.lengths[t], codes[t]);
    }
    writeSymbols(bits);
  }

  /** Writes which bytes occur: which of 16 ranges have any, and for each of those, which. */
  private static void writeUsed(boolean[] used, BitOutput bits) {
    int ranges = 0;
    int[] masks = new int[16];
    for (int b = 0; b < used.length; b++) {
      int bit = used[b] ? 1 : 0;
      masks[b >> 4] = (masks[b >> 4] << 1) | bit;
    }
    for (int mask : masks) {
      ranges = (ranges << 1) | (mask == 0 ? 0 : 1);
    }
    bits.put(ranges, 16);
    for (int mask : masks) {
      if (mask != 0) {
        bits.put(mask, 16);
      }
    }
  }

  /** Writes the table of each group, as how many others were used since it was: so many ones. */
  private void writeSelectors(BitOutput bits) {
    bits.put(tables.tables, 3);
    bits.put(tables.groups, 15);
    byte[] recent = {0, 1, 2, 3, 4, 5};
    for (int group = 0; group < tables.groups; group++) {
      byte table = tables.selectors[group];
      int distance = 0;
      while (recent[distance] != table) {
        distance++;
      }
      System.arraycopy(recent, 0, recent, 1, distance);
      recent[0] = table;
      bits.put((1L << (distance + 1)) - 2, distance + 1);
    }
  }

  /** Writes the lengths of a table: the first, then each as steps from the one before. */
  private void writeLengths(byte[] lengths, BitOutput bits) {
    int length = lengths[0];
    bits.put(length, 5);
    for (int s = 0; s < front.alphabet; s++) {
      for (; length < lengths[s]; length++) {
        bits.put(0b10, 2);
      }
      for (; length > lengths[s]; length--) {
        bits.put(0b11, 2);
      }
      bits.put(0, 1);
    }
  }

  /** Gives out codes in order of length, those of one length in order of symbol. */
  private void assignCodes(byte[] lengths, int[] table) {
    int code = 0;
    for (int length = 1; length <= CodeLengths.MAX; length++) {
      for (int s = 0; s < front.alphabet; s++) {
        if (lengths[s] == length) {
          table[s] = (code++ << LENGTH_BITS) | length;
        }
      }
      code <<= 1;
    }
  }

  private void writeSymbols(BitOutput bits) {
    char[] symbols = front.symbols;
    int from = 0;
    for (int group = 0; group < tables.groups; group++) {
      int[] table = codes[tables.selectors[group]];
      int to = Math.min(from + CodingTables.GROUP, front.size);
      while (from < to) {
        int stop = Math.min(from + AT_ONCE, to);
        long value = 0;
        int width = 0;
        for (; from < stop; from++) {
          int code = table[symbols[from]];
          int length = code & LENGTH_MASK;
          value = (value << length) | (code >>> LENGTH_BITS);
          width += length;
        }
        bits.put(value, width);
      }
    }
  }
}
