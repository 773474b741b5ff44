package org.gitsnapshot.codec.deflate;

import java.util.Arrays;

/**
 * The symbols of one block, counted.
 *
 * <p>Filled by {@link BlockSplitter}, coded by {@link BlockCoder}.
 */
final class Block {
  /** The symbols, of which the first {@link #size} count. */
  final int[] symbols;

  /** How often each literal/length code occurs. */
  final int[] literalCounts = new int[Alphabet.LITERALS];

  /** How often each distance code occurs. */
  final int[] distanceCounts = new int[Alphabet.DISTANCES];

  /** How many symbols there are. */
  int size;

  /** How many of them are matches. */
  int matches;

  /** Where the bytes that they stand for start in the input. */
  long start;

  /** How many bytes that is. */
  long length;

  /** Whether it is the last block of the stream. */
  boolean last;

  /** Whether the block may be sent as it is, uncompressed. */
  boolean storable;

  Block(int capacity) {
    symbols = new int[capacity];
  }

  /** Empties it, to be filled again. */
  void clear() {
    Arrays.fill(literalCounts, 0);
    Arrays.fill(distanceCounts, 0);
    size = 0;
    matches = 0;
  }
}
