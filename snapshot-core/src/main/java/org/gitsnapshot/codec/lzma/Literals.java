package org.gitsnapshot.codec.lzma;

import java.util.Arrays;

/**
 * Bytes that are no part of a match, by top bits of the byte before and low bits of the position.
 *
 * <p>Behind a match the byte at the last distance is known to be wrong at best in one bit; until
 * that bit the bits are coded by those of that byte.
 */
final class Literals {
  private static final int PER_CONTEXT = 0x300;

  private final short[] probabilities;
  private final int contextBits;
  private final int positionMask;

  /**
   * @param contextBits how many bits of the byte before count
   * @param positionBits how many bits of the position count
   */
  Literals(int contextBits, int positionBits) {
    this.contextBits = contextBits;
    positionMask = (1 << positionBits) - 1;
    probabilities = new short[PER_CONTEXT << (contextBits + positionBits)];
  }

  void reset() {
    Arrays.fill(probabilities, RangeEncoder.EVEN);
  }

  private int context(int position, int before) {
    int low = (position & positionMask) << contextBits;
    return (low + ((before & 0xFF) >>> (8 - contextBits))) * PER_CONTEXT;
  }

  /** Writes a byte behind a literal. */
  void encode(RangeEncoder range, int position, int before, int symbol) {
    range.tree(probabilities, context(position, before), 8, symbol);
  }

  /** Writes a byte behind a match. */
  void encodeMatched(RangeEncoder range, int position, int before, int matched, int symbol) {
    int base = context(position, before);
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
  int price(int position, int before, int symbol) {
    return BitPrices.tree(probabilities, context(position, before), 8, symbol & 0xFF);
  }

  /** Returns the price of {@link #encodeMatched}. */
  int matchedPrice(int position, int before, int matched, int symbol) {
    int base = context(position, before);
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
