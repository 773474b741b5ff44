package org.gitsnapshot.codec.lzma;

/** Extends the cheapest way to a byte by everything that can follow it. */
final class PathSteps {
  private final Paths paths;
  private final MatchSource source;
  private final Model model;
  private final int nice;

  /** The window, the byte in it, and the same byte in the paths. */
  private byte[] bytes = {};

  private int at;
  private int cur;

  /** The state and the last distance behind the way. */
  private int state;

  private int reps;

  /** How far a step can lead, at most: to the end of the input or of the paths. */
  private int left;

  PathSteps(Paths paths, MatchSource source, Model model, int nice) {
    this.paths = paths;
    this.source = source;
    this.model = model;
    this.nice = nice;
  }

  /**
   * Extends the way to a byte, whose matches the source has just found.
   *
   * @param index where the byte is in the window
   * @param path where it is in the paths, from 1
   * @param longest the length of the longest match
   * @param room how many bytes there are to the end of the input or of the paths
   */
  void from(byte[] window, int index, int path, int longest, int room) {
    bytes = window;
    at = index;
    cur = path;
    left = room;
    paths.settle(cur);
    state = paths.state[cur];
    reps = Match.REPS * cur;

    int other = at - paths.reps[reps] - 1;
    boolean same = bytes[other] == bytes[at];
    int price = paths.price[cur];
    int literal =
        price
            + model.literalFlagPrice(state, at)
            + model.literalPrice(state, at, bytes[at - 1], bytes[other], bytes[at]);
    int copy = price + model.copyFlagPrice(state, at);
    int rep = copy + model.repFlagPrice(state);

    boolean singleIsBest = offerSingles(literal, rep, same);
    if (left < Match.MIN_LENGTH) {
      return;
    }
    if (!singleIsBest && !same) {
      offerLiteralRep(literal, other);
    }
    int shortest = offerReps(rep);
    offerMatches(copy + model.matchFlagPrice(state), shortest, longest);
  }

  /** Offers the literal and the single byte at the last distance; returns whether one was taken. */
  private boolean offerSingles(int literal, int rep, boolean same) {
    int next = cur + 1;
    boolean taken = false;
    if (literal < paths.price[next]) {
      paths.set(next, literal, cur, Match.LITERAL);
      taken = true;
    }
    if (same && !(paths.from[next] < cur && paths.back[next] == 0)) {
      int price = rep + model.shortRepPrice(state, at);
      if (price <= paths.price[next]) {
        paths.set(next, price, cur, 0);
        taken = true;
      }
    }
    return taken;
  }

  /** Offers a literal and then what the last distance repeats behind it. */
  private void offerLiteralRep(int literal, int other) {
    int limit = Math.min(left, nice + 1);
    int n = Window.equal(bytes, at, other, 1, limit) - 1;
    if (n >= Match.MIN_LENGTH) {
      int to = cur + 1 + n;
      paths.reach(to);
      int price = literal + repPrice(State.literal(state), at + 1, n);
      paths.offerLiteralRep(to, price, cur);
    }
  }

  /** Offers copies from the last distances; returns from which length on others are worth it. */
  private int offerReps(int rep) {
    int limit = Math.min(left, nice);
    int shortest = Match.MIN_LENGTH;
    for (int i = 0; i < Match.REPS; i++) {
      int other = at - paths.reps[reps + i] - 1;
      if (!Parser.equalPair(bytes, at, other)) {
        continue;
      }
      int longest = Window.equal(bytes, at, other, 2, limit);
      paths.reach(cur + longest);
      int price = rep + model.repPrice(i, state, at);
      for (int n = longest; n >= Match.MIN_LENGTH; n--) {
        paths.offer(cur + n, price + model.repLengthPrice(n, at), cur, i);
      }
      if (i == 0) {
        shortest = longest + 1;
      }
      int whole = price + model.repLengthPrice(longest, at);
      offerCopyLiteralRep(whole, other, longest, i, State.rep(state));
    }
    return shortest;
  }

  private void offerMatches(int flags, int shortest, int longest) {
    int most = longest;
    int pairs = source.count;
    if (most > left) {
      // The search knew nothing of the end of the paths.
      most = left;
      pairs = 0;
      while (most > source.length(pairs)) {
        pairs++;
      }
      source.pairs[source.first + 2 * pairs] = most;
    }
    if (most < shortest) {
      return;
    }
    paths.reach(cur + most);
    int pair = 0;
    while (shortest > source.length(pair)) {
      pair++;
    }
    int n = shortest;
    for (; ; pair++) {
      int distance = source.distance(pair);
      int end = source.length(pair);
      int back = distance + Match.REPS;
      int distancePrice = model.distances.price(distance, n);
      int price = 0;
      for (; n <= end; n++) {
        if (n <= Distances.SHARED_FROM) {
          distancePrice = model.distances.price(distance, n);
        }
        price = flags + distancePrice + model.matchLengthPrice(n, at);
        paths.offer(cur + n, price, cur, back);
      }
      offerCopyLiteralRep(price, at - distance - 1, end, back, State.match(state));
      if (end == most) {
        return;
      }
    }
  }

  /**
   * Offers a copy, the literal behind it, and what the same distance repeats behind that.
   *
   * @param price what the way costs with the copy
   * @param other where it is copied from, in the window
   * @param copied the length of the copy
   * @param back the copy's distance as symbols have it
   * @param after the state behind the copy
   */
  private void offerCopyLiteralRep(int price, int other, int copied, int back, int after) {
    int begin = copied + 1;
    int limit = Math.min(left, begin + nice);
    if (begin >= limit) {
      return;
    }
    int n = Window.equal(bytes, at, other, begin, limit) - begin;
    if (n < Match.MIN_LENGTH) {
      return;
    }
    int literal = at + copied;
    int whole =
        price
            + model.literalFlagPrice(after, literal)
            + model.literals.matchedPrice(
                literal, bytes[literal - 1], bytes[other + copied], bytes[literal])
            + repPrice(State.literal(after), literal + 1, n);
    int to = cur + begin + n;
    paths.reach(to);
    paths.offerCopyLiteralRep(to, whole, cur + copied, cur, back);
  }

  /** Returns the price of a copy from the last distance with all its flags. */
  private int repPrice(int before, int index, int copied) {
    return model.copyFlagPrice(before, index)
        + model.repFlagPrice(before)
        + model.repPrice(0, before, index)
        + model.repLengthPrice(copied, index);
  }
}
