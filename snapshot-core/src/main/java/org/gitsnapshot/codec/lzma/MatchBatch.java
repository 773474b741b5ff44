package org.gitsnapshot.codec.lzma;

/**
 * The matches of positions in a row: of each a list, which begins with the number of pairs. The
 * lists stand in any order.
 */
final class MatchBatch {
  /** The most that the list of a position takes. */
  static final int LIST = 1 + 2 * Match.MAX_LENGTH;

  final int[] pairs;

  /** Where the list of each position begins. */
  final int[] starts;

  /** How many positions there are. */
  int positions;

  /** Where the next list goes. */
  private int end;

  /**
   * Creates an empty one.
   *
   * @param size how many numbers it holds, at least those of two positions
   * @param most how many positions it holds at the most
   */
  MatchBatch(int size, int most) {
    pairs = new int[size];
    starts = new int[most];
  }

  /** Finds the matches of positions up to an index, or until it is full. */
  void fill(MatchFinder finder, int upTo) {
    positions = 0;
    end = 0;
    finder.fill(this, Math.min(upTo - finder.position, starts.length));
  }

  /** Returns whether as many lists fit, of any length. */
  boolean hasRoom(int lists) {
    return pairs.length - end >= lists * LIST;
  }

  /** Finds the matches of the next position of a finder. */
  void find(MatchFinder finder) {
    int begin = end;
    end = finder.find(pairs, begin + 1);
    pairs[begin] = (end - begin) >>> 1;
    starts[positions++] = begin;
  }

  /** Returns the place of one more position, whose list is put later. */
  int next() {
    return positions++;
  }

  /**
   * Puts the list of a position.
   *
   * @param place which position
   * @param from the pairs
   * @param length how many numbers these are
   */
  void put(int place, int[] from, int length) {
    int begin = end;
    starts[place] = begin;
    pairs[begin] = length >>> 1;
    for (int i = 0; i < length; i++) {
      pairs[begin + 1 + i] = from[i];
    }
    end = begin + 1 + length;
  }
}
