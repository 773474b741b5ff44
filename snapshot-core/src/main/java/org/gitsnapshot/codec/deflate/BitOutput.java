package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bits put one after the other from the lowest of a byte up, as RFC 1951 wants them.
 *
 * <p>The bits gather in a buffer that grows as needed; {@link #drainTo} empties it. Not
 * thread-safe.
 */
final class BitOutput {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** As many whole bytes as can be put at a time. */
  private static final int GROUP_BYTES = 7;

  private static final long GROUP_MASK = (1L << (8 * GROUP_BYTES)) - 1;

  private byte[] bytes = new byte[1 << 16];
  private int size;

  /** Bits that do not fill a byte yet, from the lowest up. */
  private long pending;

  /** How many bits are pending, at most 7 between calls. */
  private int count;

  /**
   * Appends bits.
   *
   * @param value the bits; those above {@code width} are 0
   * @param width how many, from 0 to 56
   */
  void put(long value, int width) {
    if (bytes.length - size < Long.BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    pending |= value << count;
    count += width;
    LONG.set(bytes, size, pending);
    size += count >>> 3;
    pending >>>= count & ~7;
    count &= 7;
  }

  /** Makes room so that {@code more} bytes can be put without growing. */
  void reserve(int more) {
    if (bytes.length - size < more + Long.BYTES) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more + Long.BYTES));
    }
  }

  /** Fills the byte that has begun with zero bits. */
  void align() {
    put(0, -count & 7);
  }

  /** Appends whole bytes; the stream is aligned. */
  void putBytes(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** Appends all bits of another output. */
  void append(BitOutput other) {
    reserve(other.size + 1);
    int at = 0;
    for (; other.size - at >= GROUP_BYTES; at += GROUP_BYTES) {
      put((long) LONG.get(other.bytes, at) & GROUP_MASK, 8 * GROUP_BYTES);
    }
    for (; at < other.size; at++) {
      put(other.bytes[at] & 0xff, 8);
    }
    put(other.pending, other.count);
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
