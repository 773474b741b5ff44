package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/**
 * Chooses the symbols that are cheapest together, as far as it looks: up to a match that is nice,
 * or to where all ways meet.
 */
final class OptimalParser extends Parser {
  /** How many bytes it looks ahead at the most. */
  static final int REACH = Paths.SIZE;

  private final Paths paths = new Paths();
  private final PathSteps steps;
  private final int[] repLengths = new int[Match.REPS];

  /** The symbols chosen already: the next begins at one byte of the paths, the last ends at one. */
  private int chosenNext;

  private int chosenEnd;

  OptimalParser(Window window, MatchSource source, Model model, XzOptions options) {
    super(window, source, model, options);
    steps = new PathSteps(paths, source, model, nice);
  }

  @Override
  void reset() {
    super.reset();
    chosenNext = 0;
    chosenEnd = 0;
  }

  @Override
  void next() {
    if (chosenNext == chosenEnd && !look()) {
      return;
    }
    int begin = chosenNext;
    chosenNext = paths.from[begin];
    choose(paths.back[begin], chosenNext - begin);
  }

  /** Looks ahead and leaves a way in the paths, or chooses a symbol at once and returns false. */
  private boolean look() {
    if (ahead == 0) {
      model.distances.refreshPrices();
      find();
    }
    int at = source.position - 1;
    if (chooseAtOnce(at)) {
      return false;
    }
    int cur = 1;
    for (; cur < paths.end; cur++) {
      find();
      if (longest >= nice) {
        break;
      }
      int left = Math.min(window.end - source.position + 1, Paths.SIZE - 1 - cur);
      steps.from(window.bytes, at + cur, cur, longest, left);
    }
    paths.turn(cur);
    chosenNext = 0;
    chosenEnd = cur;
    return true;
  }

  /**
   * Chooses a symbol if that needs no look ahead, and returns true; else fills the paths with the
   * symbols that can begin here.
   */
  private boolean chooseAtOnce(int at) {
    int left = Math.min(window.end - at, Match.MAX_LENGTH);
    if (left < Match.MIN_LENGTH) {
      chooseLiteral();
      return true;
    }
    byte[] bytes = window.bytes;
    int rep = longestRep(bytes, at, left);
    if (repLengths[rep] >= nice) {
      choose(rep, repLengths[rep]);
      skip(length - 1);
      return true;
    }
    if (longest >= nice) {
      choose(source.distance(source.count - 1) + Match.REPS, longest);
      skip(length - 1);
      return true;
    }
    boolean same = bytes[at] == bytes[at - model.reps[0] - 1];
    int end = Math.max(longest, repLengths[rep]);
    if (end < Match.MIN_LENGTH && !same) {
      chooseLiteral();
      return true;
    }
    offerSingles(bytes, at, same);
    if (end < Match.MIN_LENGTH) {
      choose(paths.back[1], 1);
      return true;
    }
    paths.state[0] = model.state;
    System.arraycopy(model.reps, 0, paths.reps, 0, Match.REPS);
    paths.end = 1;
    paths.reach(end);
    offerReps(at);
    offerMatches(at);
    return false;
  }

  /** Measures the strings at the last distances, and returns the index of the longest. */
  private int longestRep(byte[] bytes, int at, int left) {
    int rep = 0;
    for (int i = 0; i < Match.REPS; i++) {
      int other = at - model.reps[i] - 1;
      repLengths[i] = equalPair(bytes, at, other) ? Window.equal(bytes, at, other, 2, left) : 0;
      if (repLengths[i] > repLengths[rep]) {
        rep = i;
      }
    }
    return rep;
  }

  /** Fills the way to the next byte. */
  private void offerSingles(byte[] bytes, int at, boolean same) {
    int state = model.state;
    byte matched = bytes[at - model.reps[0] - 1];
    int literal =
        model.literalFlagPrice(state, at)
            + model.literalPrice(state, at, bytes[at - 1], matched, bytes[at]);
    paths.set(1, literal, 0, Match.LITERAL);
    if (same) {
      int price =
          model.copyFlagPrice(state, at)
              + model.repFlagPrice(state)
              + model.shortRepPrice(state, at);
      paths.offer(1, price, 0, 0);
    }
  }

  private void offerReps(int at) {
    int state = model.state;
    int flags = model.copyFlagPrice(state, at) + model.repFlagPrice(state);
    for (int rep = 0; rep < Match.REPS; rep++) {
      if (repLengths[rep] >= Match.MIN_LENGTH) {
        int price = flags + model.repPrice(rep, state, at);
        for (int n = repLengths[rep]; n >= Match.MIN_LENGTH; n--) {
          paths.offer(n, price + model.repLengthPrice(n, at), 0, rep);
        }
      }
    }
  }

  private void offerMatches(int at) {
    int state = model.state;
    int flags = model.copyFlagPrice(state, at) + model.matchFlagPrice(state);
    int n = Math.max(repLengths[0] + 1, Match.MIN_LENGTH);
    for (int pair = 0; n <= longest; pair++) {
      int distance = source.distance(pair);
      for (; n <= source.length(pair); n++) {
        int price = model.distances.price(distance, n) + model.matchLengthPrice(n, at);
        paths.offer(n, flags + price, 0, distance + Match.REPS);
      }
    }
  }
}
