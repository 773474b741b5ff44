package org.gitsnapshot.pretty;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that grow at the end, and now and then change before it.
 *
 * <p>What is read behind the end is 0, as in the C strings whose behaviour this package keeps.
 */
final class ByteBuilder {
  /** A few bytes of a format can ask for a commit's whole message, as often as they like. */
  static final int LIMIT = 64 << 20;

  /** Says that there would be more than {@link #LIMIT} bytes. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private byte[] bytes;
  private int length;

  ByteBuilder() {
    this.bytes = new byte[256];
  }

  int length() {
    return length;
  }

  /** Returns the byte at an index, 0 to 255. */
  int at(int index) {
    return index < length ? bytes[index] & 0xff : 0;
  }

  void append(int value) {
    makeRoom(1);
    bytes[length++] = (byte) value;
  }

  void append(byte[] tail) {
    append(tail, 0, tail.length);
  }

  void append(byte[] source, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  void append(ByteBuilder tail) {
    append(tail.bytes, 0, tail.length);
  }

  void append(String text) {
    append(text.getBytes(StandardCharsets.UTF_8));
  }

  void appendSpaces(int count) {
    makeRoom(count);
    Arrays.fill(bytes, length, length + count, (byte) ' ');
    length += count;
  }

  void insert(int at, byte[] middle) {
    makeRoom(middle.length);
    System.arraycopy(bytes, at, bytes, at + middle.length, length - at);
    System.arraycopy(middle, 0, bytes, at, middle.length);
    length += middle.length;
  }

  void truncate(int newLength) {
    length = newLength;
  }

  /** Returns a copy of {@code [from, to)}. */
  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  byte[] toByteArray() {
    return copy(0, length);
  }

  private void makeRoom(int more) {
    if (more > LIMIT - length) {
      throw new TooLong();
    }
    int needed = length + more;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * needed));
    }
  }
}
