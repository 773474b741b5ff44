package org.gitsnapshot.codec.lzma;

/**
 * Finds the matches of some hundred positions at a time.
 *
 * <p>What a finder finds at a position does not depend on what the parser makes of it, so it can
 * search every position; those that the parser skips are searched in vain, which costs hardly more
 * than entering them. Short matches, which are found without entering anything, are found for those
 * alone that it asks for.
 */
abstract class BatchedMatches extends MatchSource {
  private static final int SIZE = 1 << 12;
  private static final int POSITIONS = 1 << 9;

  final MatchFinder finder;
  final Window window;

  /** What the parser is reading, and how far it is. */
  MatchBatch batch;

  private int taken;

  /** The two short matches that a position can have. */
  private final int[] shortPairs = new int[4];

  BatchedMatches(MatchFinder finder, Window window) {
    this(finder, window, new MatchBatch(SIZE, POSITIONS));
  }

  private BatchedMatches(MatchFinder finder, Window window, MatchBatch batch) {
    super(batch.pairs);
    this.finder = finder;
    this.window = window;
    this.batch = batch;
  }

  /** Fills {@link #batch}, or sets another that is full. */
  void refill() {
    batch.fill(finder, searchEnd());
  }

  /** Returns the index up to which there is enough input behind each position. */
  final int searchEnd() {
    return window.complete ? window.end : window.end - Match.MAX_LENGTH;
  }

  @Override
  void begin(int span) {
    finder.begin(span);
    position = 0;
    batch.positions = 0;
    taken = 0;
  }

  @Override
  final void slide(int by) {
    super.slide(by);
    finder.slide(by);
  }

  @Override
  final void find() {
    if (taken == batch.positions) {
      nextBatch();
    }
    int list = batch.starts[taken];
    first = list + MatchBatch.HEADER;
    count = pairs[list];
    if (pairs[list + 1] != 0) {
      addShort(list);
    }
    taken++;
    position++;
  }

  /** Puts the short matches of the position before the others, and leaves out what is no longer. */
  private void addShort(int list) {
    int limit = Math.min(window.end - position, finder.nice);
    int numbers =
        finder.shortMatches(shortPairs, 0, position, pairs[list + 1], pairs[list + 2], limit);
    if (numbers > 0) {
      int longest = shortPairs[numbers - 2];
      while (count > 0 && pairs[first] <= longest) {
        first += 2;
        count--;
      }
      first -= numbers;
      count += numbers >>> 1;
      System.arraycopy(shortPairs, 0, pairs, first, numbers);
    }
  }

  @Override
  final void skip(int positions) {
    int left = positions;
    while (left > batch.positions - taken) {
      left -= batch.positions - taken;
      nextBatch();
    }
    taken += left;
    position += positions;
  }

  private void nextBatch() {
    refill();
    pairs = batch.pairs;
    taken = 0;
  }
}
