package org.gitsnapshot.odb;

/**
 * Makes an object from another one and the difference to it; see "deltified representation" in
 * gitformat-pack(5). Used for one after the other. Not thread-safe.
 */
final class Delta {
  private static final int COPY = 0x80;
  private static final int LONGEST_COPY = 0x10000;

  private byte[] bytes = {};
  private int at;
  private int end;
  private int baseLength;
  private int length;

  /**
   * Takes a difference.
   *
   * @param end how long it is
   */
  void read(byte[] delta, int end) throws UnreadableException {
    this.bytes = delta;
    this.at = 0;
    this.end = end;
    baseLength = readLength();
    length = readLength();
  }

  /** Returns how long the result is, in bytes. */
  int length() {
    return length;
  }

  private int readLength() throws UnreadableException {
    long value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = next();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        if (value > RawObject.LONGEST) {
          throw new UnreadableException("too long");
        }
        return (int) value;
      }
    }
    throw new UnreadableException("too long");
  }

  private int next() throws UnreadableException {
    if (at == end) {
      throw new UnreadableException("the difference is cut off");
    }
    return bytes[at++] & 0xff;
  }

  /**
   * Makes the object.
   *
   * @param base what holds the other one
   * @param start where it begins
   * @param available how long it is
   * @param into takes the result from its first byte on; long enough
   */
  void apply(byte[] base, int start, int available, byte[] into) throws UnreadableException {
    if (available != baseLength) {
      throw new UnreadableException("a difference to something else");
    }
    int done = 0;
    while (at < end) {
      int step = bytes[at++] & 0xff;
      if (step >= COPY) {
        int from = readNumber(step, 4);
        int count = readNumber(step >>> 4, 3);
        if (count == 0) {
          count = LONGEST_COPY;
        }
        if (from < 0 || count > available - from || count > length - done) {
          throw new UnreadableException("a copy from or to beyond the end");
        }
        System.arraycopy(base, start + from, into, done, count);
        done += count;
      } else {
        if (step == 0 || step > length - done || step > end - at) {
          throw new UnreadableException("an insertion that cannot be");
        }
        System.arraycopy(bytes, at, into, done, step);
        at += step;
        done += step;
      }
    }
    if (done != length) {
      throw new UnreadableException("the result is too short");
    }
  }

  /** Returns a number of which only those bytes are there that have a bit, the lowest first. */
  private int readNumber(int present, int most) throws UnreadableException {
    int value = 0;
    for (int i = 0; i < most; i++) {
      if (((present >>> i) & 1) != 0) {
        value |= next() << (8 * i);
      }
    }
    return value;
  }
}
