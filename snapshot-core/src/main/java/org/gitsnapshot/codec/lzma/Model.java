package org.gitsnapshot.codec.lzma;

import java.util.Arrays;
import org.gitsnapshot.recipe.XzOptions;

/**
 * The probabilities of everything but the bits of bytes, lengths and distances, which have classes
 * of their own; and what symbols cost by them.
 *
 * <p>Of a position in the input the low bits count, two with all presets.
 */
final class Model {
  /** How many low bits of a position there can be. */
  private static final int MAX_POSITION_BITS = XzOptions.MAX_BITS;

  final short[] isMatch = new short[State.COUNT << MAX_POSITION_BITS];
  final short[] isRep = new short[State.COUNT];
  final short[] isNotRep0 = new short[State.COUNT];
  final short[] isNotRep1 = new short[State.COUNT];
  final short[] isNotRep2 = new short[State.COUNT];
  final short[] isLongRep0 = new short[State.COUNT << MAX_POSITION_BITS];
  final Literals literals;
  final Distances distances;
  final Lengths matchLengths;
  final Lengths repLengths;

  /** The low bits of a position. */
  final int positionMask;

  /** The state behind the last symbol written. */
  int state;

  /** The last distances, the newest first. */
  final int[] reps = new int[Match.REPS];

  Model(XzOptions options) {
    positionMask = (1 << options.pb()) - 1;
    literals = new Literals(options.lc(), options.lp());
    distances = new Distances(options.dictionary());
    int longest = options.optimal() ? options.nice() : 0;
    matchLengths = new Lengths(longest, 1 << options.pb());
    repLengths = new Lengths(longest, 1 << options.pb());
    reset();
  }

  /** Starts anew. */
  void reset() {
    for (short[] bits :
        new short[][] {isMatch, isRep, isNotRep0, isNotRep1, isNotRep2, isLongRep0}) {
      Arrays.fill(bits, RangeEncoder.EVEN);
    }
    literals.reset();
    distances.reset();
    matchLengths.reset();
    repLengths.reset();
    state = State.START;
    Arrays.fill(reps, 0);
  }

  /** Returns where the probabilities of a state at a position are. */
  int index(int state, int position) {
    return (state << MAX_POSITION_BITS) + (position & positionMask);
  }

  /** Returns the price that the next symbol is a literal. */
  int literalFlagPrice(int state, int position) {
    return BitPrices.zero(isMatch[index(state, position)]);
  }

  /** Returns the price that the next symbol is no literal. */
  int copyFlagPrice(int state, int position) {
    return BitPrices.one(isMatch[index(state, position)]);
  }

  /** Returns the price that a copy is from a new distance. */
  int matchFlagPrice(int state) {
    return BitPrices.zero(isRep[state]);
  }

  /** Returns the price that a copy is from one of the last distances. */
  int repFlagPrice(int state) {
    return BitPrices.one(isRep[state]);
  }

  /** Returns the price that it is a single byte from the last distance. */
  int shortRepPrice(int state, int position) {
    return BitPrices.zero(isNotRep0[state]) + BitPrices.zero(isLongRep0[index(state, position)]);
  }

  /** Returns the price that it is more than one byte from one of the last distances. */
  int repPrice(int rep, int state, int position) {
    if (rep == 0) {
      return BitPrices.zero(isNotRep0[state]) + BitPrices.one(isLongRep0[index(state, position)]);
    }
    int price = BitPrices.one(isNotRep0[state]);
    return rep == 1
        ? price + BitPrices.zero(isNotRep1[state])
        : price + BitPrices.one(isNotRep1[state]) + BitPrices.of(isNotRep2[state], rep - 2);
  }

  /** Returns the price of a length from one of the last distances. */
  int repLengthPrice(int length, int position) {
    return repLengths.price(length, position & positionMask);
  }

  /** Returns the price of a length from a new distance. */
  int matchLengthPrice(int length, int position) {
    return matchLengths.price(length, position & positionMask);
  }

  /**
   * Returns the price of a byte, without the flag that it is one.
   *
   * @param matched the byte at the last distance
   */
  int literalPrice(int state, int position, byte before, byte matched, byte symbol) {
    return State.afterLiteral(state)
        ? literals.price(position, before, symbol)
        : literals.matchedPrice(position, before, matched, symbol);
  }
}
