package org.gitsnapshot.codec.bzip2;

/**
 * A block being filled or coded: the bytes whose rotations are sorted, runs shortened already.
 *
 * <p>The bytes begin at {@link #LEAD} of the array and leave {@link #TAIL} behind them, so that a
 * sorter can put the neighbours around the end there. Used by one thread at a time.
 */
final class Block {
  /** Bytes before the first, for the one that precedes it in a rotation. */
  static final int LEAD = 1;

  /** Bytes behind the last, for those that follow it in a rotation. */
  static final int TAIL = 16;

  /** What a level stands for. */
  private static final int UNIT = 100_000;

  /** How far below its nominal size a block is full. */
  private static final int RESERVE = 19;

  final byte[] bytes;

  /** From this length on the block is full; the run put last may reach a few bytes further. */
  final int full;

  int length;

  /** The checksum of the input that the block stands for. */
  int crc;

  /**
   * @param level from 1 to 9
   */
  Block(int level) {
    bytes = new byte[LEAD + capacity(level) + TAIL];
    full = capacity(level) - RESERVE;
  }

  /** Returns how many bytes a block of a level holds at most. */
  static int capacity(int level) {
    return level * UNIT;
  }

  /** Empties the block for its next use. */
  void clear() {
    length = 0;
    crc = 0;
  }
}
