package org.gitsnapshot.codec.lzma;

import java.util.Arrays;

/**
 * Bytes that are no part of a match, by the top three bits of the byte before.
 *
 * <p>Behind a match the byte at the last distance is known to be wrong at best in one bit; until
 * that bit the bits are coded by those of that byte.
 */
final class Literals {
  private static final int CONTEXT_BITS = 3;
  private static final int PER_CONTEXT = 0x300;

  private final short[] probabilities = new short[PER_CONTEXT << CONTEXT_BITS];

  void reset() {
    Arrays.fill(probabilities, RangeEncoder.EVEN);
  }

  private static int context(int before) {
    return ((before & 0xFF) >>> (8 - CONTEXT_BITS)) * PER_CONTEXT;
  }

  /** Writes a byte behind a literal. */
  void encode(RangeEncoder range, int before, int symbol) {
    range.tree(probabilities, context(before), 8, symbol);
  }

  /** Writes a byte behind a match. */
  void encodeMatched(RangeEncoder range, int before, int matched, int symbol) {
    int base = context(before);
    int offset = 0x100;
    int match = matched & 0xFF;
    for (int node = 0x100 | (symbol & 0xFF); node < 0x10000; node <<= 1) {
      match <<= 1;
      int index = base + offset + (match & offset) + (node >>> 8);
      range.bit(probabilities, index, (node >>> 7) & 1);
      offset &= ~(match ^ (node << 1));
    }
  }

  /** Returns the price of {@link #encode}. */
  int price(int before, int symbol) {
    return BitPrices.tree(probabilities, context(before), 8, symbol & 0xFF);
  }

  /** Returns the price of {@link #encodeMatched}. */
  int matchedPrice(int before, int matched, int symbol) {
    int base = context(before);
    int offset = 0x100;
    int match = matched & 0xFF;
    int price = 0;
    for (int node = 0x100 | (symbol & 0xFF); node < 0x10000; node <<= 1) {
      match <<= 1;
      int probability = probabilities[base + offset + (match & offset) + (node >>> 8)];
      price += BitPrices.of(probability, (node >>> 7) & 1);
      offset &= ~(match ^ (node << 1));
    }
    return price;
  }
}
