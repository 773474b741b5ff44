package org.gitsnapshot.codec.deflate;

import java.util.Arrays;

/**
 * A growing list of symbols, each a literal or a match, packed in an int.
 *
 * <p>Bits 0 to 7 hold the literal, or the length of the match less 3; bits 8 to 23 the distance, 0
 * for a literal; bit 31 whether the parse was {@linkplain #CLEAN in a clean state} after it.
 */
final class Symbols {
  /**
   * After this symbol the parse holds no match back. Two parses of the same bytes that have a clean
   * symbol of the same kind (literal or match) ending at the same place go on alike.
   */
  private static final int CLEAN = 1 << 31;

  /** How far the distance is shifted. */
  private static final int DISTANCE_SHIFT = 8;

  /** The packed symbols, of which the first {@link #size} count. */
  int[] items;

  /** How many there are. */
  int size;

  Symbols(int capacity) {
    items = new int[capacity];
  }

  /** Makes room for so many more; the parser then stores them without asking. */
  void reserve(int more) {
    if (items.length - size < more) {
      items = Arrays.copyOf(items, Math.max(size + more, items.length + (items.length >> 1)));
    }
  }

  /** Returns a match, after which the parse always holds nothing back. */
  static int match(int distance, int length) {
    return CLEAN | (distance << DISTANCE_SHIFT) | (length - Window.MIN_MATCH);
  }

  /** Returns a literal. */
  static int literal(byte value, boolean clean) {
    return (clean ? CLEAN : 0) | (value & 0xff);
  }

  /** Returns the distance of a match, and 0 for a literal. */
  static int distance(int symbol) {
    return (symbol & ~CLEAN) >>> DISTANCE_SHIFT;
  }

  /** Returns the literal, or the length of the match less 3. */
  static int value(int symbol) {
    return symbol & 0xff;
  }

  /** Returns how many bytes a symbol stands for. */
  static int length(int symbol) {
    return distance(symbol) == 0 ? 1 : value(symbol) + Window.MIN_MATCH;
  }

  /** Returns whether a symbol is a literal. */
  static boolean isLiteral(int symbol) {
    return distance(symbol) == 0;
  }

  /** Returns whether the parse held no match back after a symbol. */
  static boolean isClean(int symbol) {
    return (symbol & CLEAN) != 0;
  }
}
