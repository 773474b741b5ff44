package org.gitsnapshot.codec.lzma;

/** Writes symbols, and keeps the model in step with them. */
final class SymbolCoder {
  private final Model model;
  private final RangeEncoder range;

  SymbolCoder(Model model, RangeEncoder range) {
    this.model = model;
    this.range = range;
  }

  /** Writes the very first byte, which has no byte before it. */
  void first(byte literal) {
    range.bit(model.isMatch, model.index(model.state, 0), 0);
    model.literals.encode(range, 0, 0, literal);
  }

  /**
   * Writes a symbol.
   *
   * @param bytes the window
   * @param at the index of the symbol's first byte
   * @param back where it is copied from, see {@link Match#LITERAL}
   */
  void write(byte[] bytes, int at, int back, int length) {
    int state = model.state;
    int flag = model.index(state, at);
    if (back == Match.LITERAL) {
      range.bit(model.isMatch, flag, 0);
      literal(bytes, at, state);
    } else {
      range.bit(model.isMatch, flag, 1);
      if (back < Match.REPS) {
        range.bit(model.isRep, state, 1);
        rep(back, length, at, state);
      } else {
        range.bit(model.isRep, state, 0);
        match(back - Match.REPS, length, at, state);
      }
    }
  }

  private void literal(byte[] bytes, int at, int state) {
    if (State.afterLiteral(state)) {
      model.literals.encode(range, at, bytes[at - 1], bytes[at]);
    } else {
      byte matched = bytes[at - model.reps[0] - 1];
      model.literals.encodeMatched(range, at, bytes[at - 1], matched, bytes[at]);
    }
    model.state = State.literal(state);
  }

  private void match(int distance, int length, int at, int state) {
    model.matchLengths.encode(range, length, at & model.positionMask);
    model.distances.encode(range, distance, length);
    int[] reps = model.reps;
    reps[3] = reps[2];
    reps[2] = reps[1];
    reps[1] = reps[0];
    reps[0] = distance;
    model.state = State.match(state);
  }

  private void rep(int index, int length, int at, int state) {
    if (index == 0) {
      range.bit(model.isNotRep0, state, 0);
      range.bit(model.isLongRep0, model.index(state, at), length == 1 ? 0 : 1);
    } else {
      range.bit(model.isNotRep0, state, 1);
      if (index == 1) {
        range.bit(model.isNotRep1, state, 0);
      } else {
        range.bit(model.isNotRep1, state, 1);
        range.bit(model.isNotRep2, state, index - 2);
      }
      int[] reps = model.reps;
      int distance = reps[index];
      System.arraycopy(reps, 0, reps, 1, index);
      reps[0] = distance;
    }
    if (length == 1) {
      model.state = State.shortRep(state);
    } else {
      model.repLengths.encode(range, length, at & model.positionMask);
      model.state = State.rep(state);
    }
  }
}
