package org.gitsnapshot.codec.deflate;

import java.io.IOException;

/**
 * Decides where blocks end, symbol by symbol, and counts what is in them.
 *
 * <p>The decisions depend on the symbols alone, so it does not matter who parsed them. Not
 * thread-safe.
 */
final class BlockSplitter {
  /** How many symbols apart an early end of a block is considered. */
  private static final int EARLY_STEP = 4096;

  /** The fixed part of the estimated bits of a distance. */
  private static final int DISTANCE_BITS = 5;

  /** Takes each block as it ends. */
  interface Sink {
    /** Takes a block and returns an empty one to go on with. */
    Block take(Block block) throws IOException;
  }

  private final Dialect dialect;
  private final boolean splitsEarly;

  /**
   * From the start of a symbol to where its parse stands when it is sent: a lazy parse looks one
   * byte ahead first.
   */
  private final int lag;

  private final Sink sink;
  private Block block;
  private long position;
  private long blockStart;
  private long tailStart = Long.MAX_VALUE;
  private long tailBase;

  BlockSplitter(Dialect dialect, Level level, Block first, Sink sink) {
    this.dialect = dialect;
    this.splitsEarly = dialect.splitsEarly && level.splitsEarly();
    this.lag = level.greedy() ? 0 : 1;
    this.sink = sink;
    this.block = first;
  }

  /** Returns the position in the input after the last symbol. */
  long position() {
    return position;
  }

  /** Returns where the block that has begun starts in the input. */
  long blockStart() {
    return blockStart;
  }

  /**
   * Tells that the parse has seen the end of the input.
   *
   * @param start the position where it saw it
   * @param base where the buffer stands from there on
   */
  void endSeen(long start, long base) {
    tailStart = start;
    tailBase = base;
  }

  /** Takes {@code items[from, to)} of these symbols. */
  void add(Symbols symbols, int from, int to) throws IOException {
    for (int i = from; i < to; ) {
      // No decision is due before the next of these.
      int due = dialect.blockSymbols;
      if (splitsEarly) {
        due = Math.min(due, (block.size / EARLY_STEP + 1) * EARLY_STEP);
      }
      int end = Math.min(to, i + due - block.size);
      long lastStart = count(symbols.items, i, end);
      i = end;
      if (block.size == due
          && (due == dialect.blockSymbols || packsWell(lastStart + lag - blockStart))) {
        end(lastStart + lag, false);
      }
    }
  }

  /** Takes a literal that the parse held back when the input ended. It never ends a block. */
  void addHeldBack(int literal) {
    block.symbols[block.size++] = literal;
    block.literalCounts[literal]++;
    position++;
  }

  /** Ends the last block, which can be empty. */
  void finish() throws IOException {
    end(position, true);
  }

  /** Counts symbols into the block; returns the position where the last of them starts. */
  private long count(int[] items, int from, int to) {
    Block into = block;
    int[] literalCounts = into.literalCounts;
    int[] distanceCounts = into.distanceCounts;
    int matches = 0;
    long at = position;
    int size = into.size;
    int length = 0;
    for (int i = from; i < to; i++) {
      at += length;
      int symbol = items[i];
      int distance = Symbols.distance(symbol);
      int value = Symbols.value(symbol);
      if (distance == 0) {
        literalCounts[value]++;
        length = 1;
      } else {
        literalCounts[Alphabet.LENGTH_CODE[value]]++;
        distanceCounts[Alphabet.distanceCode(distance)]++;
        length = value + Window.MIN_MATCH;
        matches++;
      }
    }
    System.arraycopy(items, from, into.symbols, size, to - from);
    into.size = size + to - from;
    into.matches += matches;
    position = at + length;
    return at;
  }

  /** Estimates whether the block so far takes less than half its bytes with few matches. */
  private boolean packsWell(long in) {
    long bits = 8L * block.size;
    for (int code = 0; code < Alphabet.DISTANCES; code++) {
      bits += (long) block.distanceCounts[code] * (DISTANCE_BITS + Alphabet.DISTANCE_EXTRA[code]);
    }
    return block.matches < block.size / 2 && (bits >>> 3) < in / 2;
  }

  /** Ends the block, with the parse standing at a position. */
  private void end(long parsePosition, boolean last) throws IOException {
    long base = parsePosition < tailStart ? Window.base(parsePosition) : tailBase;
    block.start = blockStart;
    block.length = position - blockStart;
    block.last = last;
    block.storable = blockStart >= base;
    blockStart = position;
    block = sink.take(block);
  }
}
