package org.gitsnapshot.codec.lzma;

import java.util.Arrays;
import org.gitsnapshot.recipe.XzOptions;

/**
 * Lengths of matches, by the low bits of the position.
 *
 * <p>Prices are those of some time ago: a position's are worked out anew when as many lengths as it
 * has prices were written there. That is done before the length that completes the count is
 * written.
 */
final class Lengths {
  private static final int LOW = 8;
  private static final int MIDDLE = 8;
  private static final int SHORT_BITS = 3;
  private static final int HIGH_BITS = 8;

  private static final int MAX_POSITIONS = 1 << XzOptions.MAX_BITS;

  /** Whether the length is not one of the low ones, and then, not one of the middle. */
  private final short[] choice = new short[2];

  private final short[] low = new short[MAX_POSITIONS << SHORT_BITS];
  private final short[] middle = new short[MAX_POSITIONS << SHORT_BITS];
  private final short[] high = new short[1 << HIGH_BITS];

  /** How many lengths have a price, or 0 if nobody asks for prices. */
  private final int priced;

  private final int[] prices;
  private final int[] untilUpdate;

  /**
   * @param longest the longest length to ask the price of, or 0 for none
   * @param positions how many kinds of positions there are
   */
  Lengths(int longest, int positions) {
    priced = longest == 0 ? 0 : longest + 1 - Match.MIN_LENGTH;
    prices = new int[positions * priced];
    untilUpdate = new int[positions];
  }

  void reset() {
    Arrays.fill(choice, RangeEncoder.EVEN);
    Arrays.fill(low, RangeEncoder.EVEN);
    Arrays.fill(middle, RangeEncoder.EVEN);
    Arrays.fill(high, RangeEncoder.EVEN);
    if (priced > 0) {
      for (int position = 0; position < untilUpdate.length; position++) {
        updatePrices(position);
      }
    }
  }

  /** Writes a length. */
  void encode(RangeEncoder range, int length, int position) {
    if (priced > 0 && --untilUpdate[position] == 0) {
      updatePrices(position);
    }
    int symbol = length - Match.MIN_LENGTH;
    if (symbol < LOW) {
      range.bit(choice, 0, 0);
      range.tree(low, position << SHORT_BITS, SHORT_BITS, symbol);
    } else if (symbol < LOW + MIDDLE) {
      range.bit(choice, 0, 1);
      range.bit(choice, 1, 0);
      range.tree(middle, position << SHORT_BITS, SHORT_BITS, symbol - LOW);
    } else {
      range.bit(choice, 0, 1);
      range.bit(choice, 1, 1);
      range.tree(high, 0, HIGH_BITS, symbol - LOW - MIDDLE);
    }
  }

  /** Returns what a length costs. */
  int price(int length, int position) {
    return prices[position * priced + length - Match.MIN_LENGTH];
  }

  private void updatePrices(int position) {
    untilUpdate[position] = priced;
    int base = position * priced;
    int notLow = BitPrices.one(choice[0]);
    for (int symbol = 0; symbol < priced; symbol++) {
      prices[base + symbol] =
          symbol < LOW
              ? BitPrices.zero(choice[0])
                  + BitPrices.tree(low, position << SHORT_BITS, SHORT_BITS, symbol)
              : symbol < LOW + MIDDLE
                  ? notLow
                      + BitPrices.zero(choice[1])
                      + BitPrices.tree(middle, position << SHORT_BITS, SHORT_BITS, symbol - LOW)
                  : notLow
                      + BitPrices.one(choice[1])
                      + BitPrices.tree(high, 0, HIGH_BITS, symbol - LOW - MIDDLE);
    }
  }
}
