package org.gitsnapshot.codec.inflate;

/**
 * Bits of bytes that come in pieces, the lowest of a byte first (RFC 1951, section 3.1.1).
 *
 * <p>Between calls it holds no whole byte that was not asked for, so {@link #position} is where the
 * stream has got to. Not thread-safe.
 */
final class BitInput {
  /** No bytes. */
  static final byte[] NONE = {};

  /** Where bytes are taken from. */
  byte[] bytes = NONE;

  /** The next byte. */
  int position;

  /** Behind the last byte. */
  int end;

  /**
   * Bits that were taken from bytes and not used yet, the next one the lowest, above them zeros.
   */
  long bits;

  /** How many there are. */
  int count;

  /** Forgets all that there was. */
  void reset() {
    bytes = NONE;
    position = 0;
    end = 0;
    bits = 0;
    count = 0;
  }

  /** Goes on with other bytes; those before are used up. */
  void set(byte[] more, int from, int to) {
    bytes = more;
    position = from;
    end = to;
  }

  /** Returns how many bytes there are. */
  int remaining() {
    return end - position;
  }

  /**
   * Makes sure of some bits, up to 56.
   *
   * @return false if the bytes end before; those that there were are kept
   */
  boolean has(int wanted) {
    while (count < wanted) {
      if (position == end) {
        return false;
      }
      bits |= (bytes[position++] & 0xffL) << count;
      count += 8;
    }
    return true;
  }

  /** Returns the next bits, up to 31, which {@link #has} has made sure of. */
  int peek(int wanted) {
    return (int) bits & ((1 << wanted) - 1);
  }

  /** Takes the next bits, which {@link #has} has made sure of. */
  int take(int wanted) {
    int taken = peek(wanted);
    skip(wanted);
    return taken;
  }

  /** Passes over bits that there are. */
  void skip(int some) {
    bits >>>= some;
    count -= some;
  }

  /** Passes over what is left of a byte. */
  void alignToByte() {
    skip(count & 7);
  }
}
