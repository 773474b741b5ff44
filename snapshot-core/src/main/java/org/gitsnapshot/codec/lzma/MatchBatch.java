package org.gitsnapshot.codec.lzma;

/** The matches of positions in a row: for each the number of pairs, and then those. */
final class MatchBatch {
  /** The most that two positions take. */
  private static final int TWO = 2 * (1 + 2 * Match.MAX_LENGTH);

  final int[] pairs;

  /** How many positions there are. */
  int positions;

  private final int most;

  /**
   * Creates an empty one.
   *
   * @param size how many numbers it holds, at least those of two positions
   * @param most how many positions it holds at the most
   */
  MatchBatch(int size, int most) {
    pairs = new int[size];
    this.most = most;
  }

  /** Finds the matches of positions up to an index, or until it is full. */
  void fill(MatchFinder finder, int end) {
    int wanted = Math.min(end - finder.position, most);
    int last = pairs.length - TWO;
    int at = 0;
    int n = 0;
    for (; n + 1 < wanted && at <= last; n += 2) {
      at = finder.findTwo(pairs, at);
    }
    if (n < wanted && at <= last) {
      finder.findCounted(pairs, at);
      n++;
    }
    positions = n;
  }
}
