package org.gitsnapshot.codec.lzma;

/**
 * The cheapest known way to each of the bytes ahead, counted from the first byte not yet coded.
 *
 * <p>A way is known by its last step. Besides a single symbol a step can be two or three in one: a
 * literal and then a copy from the last distance, with or without a copy before both.
 */
final class Paths {
  /** How many bytes ahead a way can lead, and one more. */
  static final int SIZE = 1 << 12;

  /** The step is one symbol. */
  static final byte SYMBOL = 0;

  /** The step is a literal and a copy from the last distance. */
  static final byte LITERAL_REP = 1;

  /** The step is a copy, a literal, and a copy from the last distance. */
  static final byte COPY_LITERAL_REP = 2;

  final int[] price = new int[SIZE];

  /** Where the last symbol of the step begins. */
  final int[] from = new int[SIZE];

  /** What the last symbol of the step is copied from. */
  final int[] back = new int[SIZE];

  final byte[] kind = new byte[SIZE];

  /** Where the step begins, and what its first symbol copies from, if it is of three. */
  final int[] copyFrom = new int[SIZE];

  final int[] copyBack = new int[SIZE];

  /** The state behind the way, and the last distances, once they are worked out. */
  final int[] state = new int[SIZE];

  final int[] reps = new int[SIZE * Match.REPS];

  /** The farthest byte that a way leads to. */
  int end;

  /** Makes sure that there is a price up to a byte, infinite where no way is known. */
  void reach(int to) {
    while (end < to) {
      price[++end] = BitPrices.INFINITE;
    }
  }

  /** Records a step of one symbol. */
  void set(int to, int cost, int begin, int backTo) {
    price[to] = cost;
    from[to] = begin;
    back[to] = backTo;
    kind[to] = SYMBOL;
  }

  /** Records a step of one symbol if it is cheaper. */
  void offer(int to, int cost, int begin, int backTo) {
    if (cost < price[to]) {
      set(to, cost, begin, backTo);
    }
  }

  /**
   * Records a step of a literal and a copy from the last distance if it is cheaper.
   *
   * @param literal where the literal is
   */
  void offerLiteralRep(int to, int cost, int literal) {
    if (cost < price[to]) {
      set(to, cost, literal + 1, 0);
      kind[to] = LITERAL_REP;
    }
  }

  /**
   * Records a step of three symbols if it is cheaper.
   *
   * @param literal where the literal is
   * @param begin where the first copy begins
   * @param backTo what that copies from
   */
  void offerCopyLiteralRep(int to, int cost, int literal, int begin, int backTo) {
    if (cost < price[to]) {
      set(to, cost, literal + 1, 0);
      kind[to] = COPY_LITERAL_REP;
      copyFrom[to] = begin;
      copyBack[to] = backTo;
    }
  }

  /** Works out the state and the last distances behind the way to a byte. */
  void settle(int at) {
    int begin = from[at];
    int backTo = back[at];
    int before;
    if (kind[at] == SYMBOL) {
      before = state[begin];
    } else {
      begin--;
      before =
          kind[at] == LITERAL_REP
              ? state[begin]
              : copyBack[at] < Match.REPS
                  ? State.rep(state[copyFrom[at]])
                  : State.match(state[copyFrom[at]]);
      before = State.literal(before);
    }
    if (begin == at - 1) {
      state[at] = backTo == 0 ? State.shortRep(before) : State.literal(before);
      System.arraycopy(reps, Match.REPS * begin, reps, Match.REPS * at, Match.REPS);
      return;
    }
    if (kind[at] == COPY_LITERAL_REP) {
      begin = copyFrom[at];
      backTo = copyBack[at];
      state[at] = State.rep(before);
    } else {
      state[at] = backTo < Match.REPS ? State.rep(before) : State.match(before);
    }
    useDistance(Match.REPS * begin, Match.REPS * at, backTo);
  }

  private void useDistance(int before, int after, int backTo) {
    int distance = backTo < Match.REPS ? reps[before + backTo] : backTo - Match.REPS;
    int moved = Math.min(backTo, Match.REPS - 1);
    int i = Match.REPS - 1;
    for (; i > moved; i--) {
      reps[after + i] = reps[before + i];
    }
    for (; i > 0; i--) {
      reps[after + i] = reps[before + i - 1];
    }
    reps[after] = distance;
  }

  /**
   * Turns the way to a byte round: from each of its symbols, {@link #from} is then where the symbol
   * ends, and {@link #back} what it copies from.
   */
  void turn(int last) {
    int to = last;
    int begin = from[to];
    int backTo = back[to];
    byte step = kind[to];
    while (true) {
      if (step != SYMBOL) {
        // The symbols before the copy that ends the step become steps of their own.
        int literal = begin - 1;
        if (step == COPY_LITERAL_REP) {
          from[literal] = copyFrom[to];
          back[literal] = copyBack[to];
          kind[literal] = SYMBOL;
        }
        from[begin] = literal;
        back[begin] = Match.LITERAL;
        kind[begin] = SYMBOL;
      }
      int nextBegin = from[begin];
      int nextBack = back[begin];
      step = kind[begin];
      from[begin] = to;
      back[begin] = backTo;
      to = begin;
      if (to == 0) {
        return;
      }
      begin = nextBegin;
      backTo = nextBack;
    }
  }
}
