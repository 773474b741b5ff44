package org.gitsnapshot.codec.lzma;

/**
 * Bits by their probabilities, into a buffer of the size of an LZMA2 chunk.
 *
 * <p>A probability is that of a 0 bit in units of 1/2048. The range is scaled up before a bit, not
 * behind it: when a byte comes out decides where a chunk ends.
 */
final class RangeEncoder {
  /** The probability of one half, where every bit begins. */
  static final short EVEN = 1 << 10;

  private static final int PROBABILITY_BITS = 11;
  private static final int ADAPT_SHIFT = 5;
  private static final int TOP_BYTE = 0xFF000000;
  private static final int FLUSH_BYTES = 5;

  final byte[] bytes;

  /** How many bytes are written. */
  int size;

  private long low;
  private int range;
  private byte cache;

  /** The bytes that a carry can still change: the cached one, and those of 255 behind it. */
  private int held;

  RangeEncoder(int capacity) {
    bytes = new byte[capacity];
    reset();
  }

  /** Starts anew. */
  void reset() {
    size = 0;
    begin();
  }

  private void begin() {
    low = 0;
    range = -1;
    cache = 0;
    held = 1;
  }

  /** Returns how many bytes there would be if the stream ended here, as liblzma reckons it. */
  int sizeWithFlush() {
    return size + held + FLUSH_BYTES;
  }

  /** Writes a bit and adapts its probability. */
  void bit(short[] probabilities, int index, int bit) {
    scale();
    int probability = probabilities[index];
    int bound = (range >>> PROBABILITY_BITS) * probability;
    if (bit == 0) {
      range = bound;
      probabilities[index] =
          (short) (probability + (((1 << PROBABILITY_BITS) - probability) >>> ADAPT_SHIFT));
    } else {
      low += bound & 0xFFFFFFFFL;
      range -= bound;
      probabilities[index] = (short) (probability - (probability >>> ADAPT_SHIFT));
    }
  }

  /** Writes the low bits of a symbol, the highest first, each by the bits before it. */
  void tree(short[] probabilities, int base, int bits, int symbol) {
    int node = 1;
    for (int shift = bits - 1; shift >= 0; shift--) {
      int bit = (symbol >>> shift) & 1;
      bit(probabilities, base + node, bit);
      node = (node << 1) | bit;
    }
  }

  /** Writes the low bits of a symbol, the lowest first, each by the bits before it. */
  void reverseTree(short[] probabilities, int base, int bits, int symbol) {
    int node = 1;
    for (int i = 0; i < bits; i++) {
      int bit = (symbol >>> i) & 1;
      bit(probabilities, base + node, bit);
      node = (node << 1) | bit;
    }
  }

  /** Writes the low bits of a number, the highest first, as even odds. */
  void direct(int number, int bits) {
    for (int shift = bits - 1; shift >= 0; shift--) {
      scale();
      range >>>= 1;
      if (((number >>> shift) & 1) != 0) {
        low += range & 0xFFFFFFFFL;
      }
    }
  }

  /** Writes all that is held. */
  void flush() {
    scale();
    for (int i = 0; i < FLUSH_BYTES; i++) {
      shiftLow();
    }
    begin();
  }

  private void scale() {
    if ((range & TOP_BYTE) == 0) {
      shiftLow();
      range <<= 8;
    }
  }

  private void shiftLow() {
    if (low < 0xFF000000L || low > 0xFFFFFFFFL) {
      byte carry = (byte) (low >>> 32);
      bytes[size++] = (byte) (cache + carry);
      for (; held > 1; held--) {
        bytes[size++] = (byte) (0xFF + carry);
      }
      held = 0;
      cache = (byte) (low >>> 24);
    }
    held++;
    low = (low & 0x00FFFFFF) << 8;
  }
}
