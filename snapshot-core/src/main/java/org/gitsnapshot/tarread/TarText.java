package org.gitsnapshot.tarread;

import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;

/** How tars write names and numbers. */
final class TarText {
  private TarText() {}

  static ByteString untilNul(byte[] bytes, int from, int limit) {
    int end = from;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return ByteString.of(bytes, from, end);
  }

  static boolean startsWith(byte[] bytes, int offset, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean allZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  static OptionalLong number(byte[] bytes, int offset, int length) {
    return (bytes[offset] & 0x80) != 0
        ? binary(bytes, offset, length)
        : octal(bytes, offset, length);
  }

  private static OptionalLong octal(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '7') {
      value = value << 3 | (bytes[at++] - '0');
    }
    while (at < end && (bytes[at] == ' ' || bytes[at] == 0)) {
      at++;
    }
    return at == end ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** Big-endian two's complement; the first bit marks the form and the second is the sign. */
  private static OptionalLong binary(byte[] bytes, int offset, int length) {
    boolean negative = (bytes[offset] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      int digit = bytes[offset + i] & 0xff;
      if (i == 0) {
        digit = negative ? digit | 0x80 : digit & 0x7f;
      }
      // What is shifted out must be nothing but sign.
      if (value >> 55 != (negative ? -1 : 0)) {
        return OptionalLong.empty();
      }
      value = value << 8 | digit;
    }
    return OptionalLong.of(value);
  }

  /** Reads {@code [0-9]{1,18}}. */
  static OptionalLong decimal(ByteString digits) {
    if (digits.isEmpty() || digits.length() > 18) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      byte digit = digits.at(i);
      if (digit < '0' || digit > '9') {
        return OptionalLong.empty();
      }
      value = value * 10 + digit - '0';
    }
    return OptionalLong.of(value);
  }
}
