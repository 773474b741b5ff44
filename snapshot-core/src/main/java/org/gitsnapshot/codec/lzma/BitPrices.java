package org.gitsnapshot.codec.lzma;

/** What bits cost, in sixteenths of a bit, by their probabilities. */
final class BitPrices {
  /** More than any way through the input costs. */
  static final int INFINITE = 1 << 30;

  private static final int PROBABILITY_BITS = 11;
  private static final int MASK = (1 << PROBABILITY_BITS) - 1;

  /** One price holds for so many neighbouring probabilities, as a power of two. */
  private static final int STEP_BITS = 4;

  /** How many bits of fraction a price has. */
  private static final int FRACTION_BITS = 4;

  private static final int ENTRIES = 1 << (PROBABILITY_BITS - STEP_BITS);
  private static final int[] PRICES = table();

  private BitPrices() {}

  /** Returns the price of a 0 of a probability. */
  static int zero(int probability) {
    return PRICES[(probability >>> STEP_BITS) & (ENTRIES - 1)];
  }

  /** Returns the price of a 1. */
  static int one(int probability) {
    return PRICES[((probability ^ MASK) >>> STEP_BITS) & (ENTRIES - 1)];
  }

  /** Returns the price of a bit. */
  static int of(int probability, int bit) {
    return PRICES[((probability ^ (-bit & MASK)) >>> STEP_BITS) & (ENTRIES - 1)];
  }

  /** Returns the price of bits of even odds. */
  static int direct(int bits) {
    return bits << FRACTION_BITS;
  }

  /** Returns the price of what {@link RangeEncoder#tree} writes. */
  static int tree(short[] probabilities, int base, int bits, int symbol) {
    int price = 0;
    for (int node = symbol | (1 << bits); node != 1; node >>>= 1) {
      price += of(probabilities[base + (node >>> 1)], node & 1);
    }
    return price;
  }

  /** Returns the price of what {@link RangeEncoder#reverseTree} writes. */
  static int reverseTree(short[] probabilities, int base, int bits, int symbol) {
    int price = 0;
    int node = 1;
    for (int i = 0; i < bits; i++) {
      int bit = (symbol >>> i) & 1;
      price += of(probabilities[base + node], bit);
      node = (node << 1) | bit;
    }
    return price;
  }

  /**
   * Takes the logarithm of the middle of each step by squaring: each squaring doubles it and gives
   * one more bit of its fraction.
   */
  private static int[] table() {
    int[] prices = new int[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      long power = ((long) i << STEP_BITS) + (1 << (STEP_BITS - 1));
      int exponent = 0;
      for (int round = 0; round < FRACTION_BITS; round++) {
        power *= power;
        exponent <<= 1;
        while (power >= 1 << 16) {
          power >>>= 1;
          exponent++;
        }
      }
      prices[i] = (PROBABILITY_BITS << FRACTION_BITS) - 15 - exponent;
    }
    return prices;
  }
}
