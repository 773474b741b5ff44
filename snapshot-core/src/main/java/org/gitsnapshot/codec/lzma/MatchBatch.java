package org.gitsnapshot.codec.lzma;

/**
 * The matches of positions in a row, of each a list. The lists stand in any order.
 *
 * <p>A list has the number of its pairs, two distances, from 1 on, at which short matches may be,
 * or 0, and a number that means nothing; then its pairs. Those of the short matches come before
 * them, but are not made until they are wanted: there is room for them when the rest has been read.
 */
final class MatchBatch {
  /** How many numbers come before the pairs. */
  static final int HEADER = 4;

  /** The most that the list of a position takes. */
  static final int LIST = HEADER + 2 * Match.MAX_LENGTH;

  /** The lists. */
  final int[] pairs;

  /** Where the list of each position begins. */
  final int[] starts;

  /** How many positions there are. */
  int positions;

  /** The lists of two positions can grow at once, one in each half. */
  private final int half;

  /** Where the next list of the first half begins, and of the second. */
  private int end;

  private int end2;

  /**
   * Creates an empty one.
   *
   * @param size how many numbers it holds, in each half at least those of a position
   * @param most how many positions it holds at the most
   */
  MatchBatch(int size, int most) {
    pairs = new int[size];
    starts = new int[most];
    half = size >>> 1;
  }

  /** Finds the matches of positions up to an index, or until it is full. */
  void fill(MatchFinder finder, int upTo) {
    positions = 0;
    end = 0;
    end2 = half;
    finder.fill(this, Math.min(upTo - finder.position, starts.length));
  }

  /** Returns whether a list fits into one of the halves, of any length. */
  boolean hasRoom() {
    return half - end >= LIST || pairs.length - end2 >= LIST;
  }

  /** Returns whether a list fits into each of the halves, of any length. */
  boolean hasRoomForTwo() {
    return half - end >= LIST && pairs.length - end2 >= LIST;
  }

  /** Finds the matches of the next position of a finder. */
  void find(MatchFinder finder) {
    boolean first = half - end >= LIST;
    int begin = first ? end : end2;
    int behind = finder.find(pairs, begin + HEADER);
    pairs[begin + 1] = 0;
    pairs[begin + 2] = 0;
    pairs[begin] = (behind - begin - HEADER) >>> 1;
    starts[positions++] = begin;
    if (first) {
      end = behind;
    } else {
      end2 = behind;
    }
  }

  /** Begins the list of one more position in the first half, and returns where its pairs go. */
  int begin() {
    starts[positions++] = end;
    return end + HEADER;
  }

  /** Begins one in the second half. */
  int begin2() {
    starts[positions++] = end2;
    return end2 + HEADER;
  }

  /**
   * Ends the list in the first half.
   *
   * @param behind the index behind the last pair
   */
  void end(int behind) {
    pairs[end] = (behind - end - HEADER) >>> 1;
    end = behind;
  }

  /** Ends the one in the second half. */
  void end2(int behind) {
    pairs[end2] = (behind - end2 - HEADER) >>> 1;
    end2 = behind;
  }
}
