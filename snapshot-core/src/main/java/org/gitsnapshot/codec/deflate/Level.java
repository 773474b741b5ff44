package org.gitsnapshot.codec.deflate;

/**
 * How hard a level searches. Both families have the same table.
 *
 * @param number from 1 to 9
 * @param good a match this long makes the search for a better one look at a quarter of the chain
 * @param lazy in a lazy parse, a match this long ends the search for a better one at the next byte;
 *     in a greedy parse, the inner positions of a match longer than this are not found later
 * @param nice a match this long ends the search
 * @param chain how many positions of a hash chain are looked at
 */
record Level(int number, int good, int lazy, int nice, int chain) {
  /** The lowest level. */
  static final int MIN = 1;

  /** The highest level. */
  static final int MAX = 9;

  /** The highest level whose parse is greedy. */
  private static final int LAST_GREEDY = 3;

  private static final Level[] TABLE = {
    new Level(1, 4, 4, 8, 4),
    new Level(2, 4, 5, 16, 8),
    new Level(3, 4, 6, 32, 32),
    new Level(4, 4, 4, 16, 16),
    new Level(5, 8, 16, 32, 32),
    new Level(6, 8, 16, 128, 128),
    new Level(7, 8, 32, 128, 256),
    new Level(8, 32, 128, 258, 1024),
    new Level(9, 32, 258, 258, 4096),
  };

  /** Returns a level by its number. */
  static Level of(int number) {
    return TABLE[number - MIN];
  }

  /** Returns whether the parse takes each match as soon as it is found. */
  boolean greedy() {
    return number <= LAST_GREEDY;
  }

  /** Returns whether a dialect that can end blocks early does so at this level. */
  boolean splitsEarly() {
    return number > 2;
  }
}
