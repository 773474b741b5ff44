package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bits put one after the other from the highest of a byte down.
 *
 * <p>They gather in a buffer that grows as needed. Not thread-safe.
 */
final class BitOutput {
  /** The most bits that can be put at a time. */
  static final int MAX_WIDTH = 56;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int INITIAL = 1 << 16;

  private byte[] bytes = new byte[INITIAL];
  private int size;

  /** Bits that do not fill a byte yet, from the highest down; the others are 0. */
  private long pending;

  /** How many bits are pending, at most 7 between calls. */
  private int count;

  /**
   * Appends bits.
   *
   * @param value the bits; those above {@code width} are 0
   * @param width how many, from 1 to {@value #MAX_WIDTH}
   */
  void put(long value, int width) {
    if (bytes.length - size < Long.BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    pending |= value << (Long.SIZE - width - count);
    count += width;
    LONG.set(bytes, size, pending);
    size += count >>> 3;
    pending <<= count & ~7;
    count &= 7;
  }

  /** Appends all bits of another. */
  void append(BitOutput other) {
    int at = 0;
    for (; other.size - at >= Long.BYTES; at += Integer.BYTES) {
      put((long) LONG.get(other.bytes, at) >>> Integer.SIZE, Integer.SIZE);
    }
    for (; at < other.size; at++) {
      put(other.bytes[at] & 0xff, Byte.SIZE);
    }
    if (other.count > 0) {
      put(other.pending >>> (Long.SIZE - other.count), other.count);
    }
  }

  /** Fills the byte that has begun with zero bits. */
  void align() {
    if (count > 0) {
      put(0, Byte.SIZE - count);
    }
  }

  /** Drops all bits. */
  void clear() {
    size = 0;
    pending = 0;
    count = 0;
  }

  /** Writes the whole bytes to a stream and keeps the bits of the one that has begun. */
  void drainTo(OutputStream out) throws IOException {
    int length = size;
    size = 0;
    out.write(bytes, 0, length);
  }
}
