package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * The two to six codes of a block, and which of them each group of 50 symbols uses.
 *
 * <p>The codes start as rough ranges of symbols. Then four times each group takes the code that is
 * shortest for it, the first of those equally short, and each code is made anew for the groups that
 * took it. Made once and used for each block; not thread-safe.
 */
final class CodingTables {
  /** How many symbols use the same table. */
  static final int GROUP = 50;

  private static final int MAX_TABLES = 6;
  private static final int ROUNDS = 4;

  /** What a symbol costs at first in a table that is not meant for it. */
  private static final int DEAR = 15;

  /** Room in a packed cost for one table: {@link #GROUP} times the longest code, below 1024. */
  private static final int COST_BITS = 10;

  private static final int COST_MASK = (1 << COST_BITS) - 1;

  /** How many tables there are. */
  int tables;

  /** The lengths of the codes of each table. */
  final byte[][] lengths = new byte[MAX_TABLES][MoveToFront.MAX_SYMBOLS];

  /** Which table each group uses. */
  final byte[] selectors;

  /** How many groups there are. */
  int groups;

  private final int[][] counts = new int[MAX_TABLES][MoveToFront.MAX_SYMBOLS];
  private final CodeLengths codeLengths = new CodeLengths();

  /** The cost of a symbol in all tables, {@link #COST_BITS} bits for each from the lowest up. */
  private final long[] costs = new long[MoveToFront.MAX_SYMBOLS];

  /**
   * @param capacity how many bytes a block has at most
   */
  CodingTables(int capacity) {
    selectors = new byte[capacity / GROUP + 2];
  }

  /** Chooses the tables for the symbols of a block. */
  void choose(MoveToFront front) {
    tables = tablesFor(front.size);
    groups = (front.size + GROUP - 1) / GROUP;
    startWithRanges(front);
    for (int round = 0; round < ROUNDS; round++) {
      select(front);
      for (int t = 0; t < tables; t++) {
        codeLengths.build(counts[t], front.alphabet, lengths[t]);
      }
    }
  }

  private static int tablesFor(int symbols) {
    if (symbols < 200) {
      return 2;
    } else if (symbols < 600) {
      return 3;
    } else if (symbols < 1200) {
      return 4;
    } else if (symbols < 2400) {
      return 5;
    }
    return MAX_TABLES;
  }

  /**
   * Splits the alphabet into ranges of about equally many symbols of the block. The last table has
   * the lowest range. Every other range but the lowest and the highest leaves the symbol with which
   * it becomes too long to the next one.
   */
  private void startWithRanges(MoveToFront front) {
    int left = front.size;
    int from = 0;
    for (int table = tables - 1; table >= 0; table--) {
      int share = left / (table + 1);
      int sum = 0;
      int to = from;
      while (sum < share && to < front.alphabet) {
        sum += front.counts[to++];
      }
      int number = tables - 1 - table;
      if (to - from > 1 && table != 0 && number % 2 == 1) {
        sum -= front.counts[--to];
      }
      Arrays.fill(lengths[table], 0, front.alphabet, (byte) DEAR);
      Arrays.fill(lengths[table], from, to, (byte) 0);
      from = to;
      left -= sum;
    }
  }

  /** Lets each group take its table, and counts the symbols for each table. */
  private void select(MoveToFront front) {
    packCosts(front.alphabet);
    for (int t = 0; t < tables; t++) {
      Arrays.fill(counts[t], 0);
    }
    char[] symbols = front.symbols;
    for (int group = 0; group < groups; group++) {
      int from = group * GROUP;
      int to = Math.min(from + GROUP, front.size);
      long sum = 0;
      for (int i = from; i < to; i++) {
        sum += costs[symbols[i]];
      }
      int best = cheapest(sum);
      selectors[group] = (byte) best;
      int[] chosen = counts[best];
      for (int i = from; i < to; i++) {
        chosen[symbols[i]]++;
      }
    }
  }

  private int cheapest(long packed) {
    int best = 0;
    int bestCost = (int) packed & COST_MASK;
    for (int t = 1; t < tables; t++) {
      int cost = (int) (packed >>> (COST_BITS * t)) & COST_MASK;
      if (cost < bestCost) {
        best = t;
        bestCost = cost;
      }
    }
    return best;
  }

  private void packCosts(int alphabet) {
    for (int s = 0; s < alphabet; s++) {
      long packed = 0;
      for (int t = 0; t < tables; t++) {
        packed |= (long) lengths[t][s] << (COST_BITS * t);
      }
      costs[s] = packed;
    }
  }
}
