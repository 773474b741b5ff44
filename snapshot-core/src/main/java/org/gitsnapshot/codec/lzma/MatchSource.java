package org.gitsnapshot.codec.lzma;

/**
 * What parsers ask for matches, position by position from the first byte on.
 *
 * <p>What was found at a position is a list of pairs of length and distance in {@link #pairs} from
 * {@link #first} on, {@link #count} of them, each longer and farther than the one before; a
 * distance is counted from 0 for the byte before. The parser may change them until it goes on.
 */
abstract class MatchSource {
  /** The index in the window of the position that is next. */
  int position;

  int[] pairs;
  int first;
  int count;

  MatchSource(int[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Begins with the first byte of an input; the memory of the one before is used again.
   *
   * @param span how far back anything can be, at most a dictionary
   */
  abstract void begin(int span);

  /** Tells that the window will change; when this returns nobody else looks at it. */
  void pause() {}

  /** Finds the matches at {@link #position} and goes on to the next. */
  abstract void find();

  /**
   * Goes on over positions without a look at their matches.
   *
   * @param positions how many, from 0
   */
  abstract void skip(int positions);

  /** Tells that the bytes of the window have moved down. */
  void slide(int by) {
    position -= by;
  }

  /** Returns a pair's length, from pair 0. */
  final int length(int pair) {
    return pairs[first + 2 * pair];
  }

  /** Returns a pair's distance. */
  final int distance(int pair) {
    return pairs[first + 2 * pair + 1];
  }
}
