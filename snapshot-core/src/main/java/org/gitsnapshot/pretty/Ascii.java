package org.gitsnapshot.pretty;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Letters, digits and white space as git sees them: ASCII alone, whatever the locale. */
final class Ascii {
  private Ascii() {}

  /** Returns whether this is white space; git leaves out C's vertical tab and form feed. */
  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(int c) {
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
  }

  static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  /** Returns the bytes as characters of the same numbers. */
  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns where the bytes end for who reads them as a C string: at the first 0. */
  static int endOfText(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    return at;
  }

  /** Returns the index of a byte in {@code [from, to)}, or {@code to} if it is not there. */
  static int indexOf(byte[] bytes, int value, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != (byte) value) {
      at++;
    }
    return at;
  }

  /** Returns whether the ASCII text stands at an index, all of it before {@code to}. */
  static boolean startsWith(byte[] bytes, int at, int to, String text) {
    if (text.length() > to - at) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the first bytes, as many as are asked for. */
  static byte[] prefix(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
