package org.gitsnapshot.objects;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.Digits;
import org.jspecify.annotations.Nullable;

/** Reads the lines at the top of a commit or a tag one after the other, as git does. */
final class HeaderLines {
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** As many digits fit a long for certain. */
  private static final int SAFE_DIGITS = 18;

  private final byte[] bytes;
  private int at;

  HeaderLines(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns whether the next line begins so. */
  boolean startsWith(String label) {
    return startsWith(label, at);
  }

  private boolean startsWith(String label, int from) {
    if (bytes.length - from < label.length()) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      if (bytes[from + i] != label.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Takes a line with this label and returns the rest of it; null if the next line is another. */
  @Nullable ByteString take(String label) {
    int end = endOfLine(at);
    if (!startsWith(label) || end == bytes.length) {
      return null;
    }
    ByteString value = ByteString.of(bytes, at + label.length(), end);
    at = end + 1;
    return value;
  }

  /** Takes a line with this label and an id; null if the next line is another. */
  @Nullable Oid takeId(String label) {
    int start = at + label.length();
    int end = endOfLine(at);
    if (!startsWith(label) || end == bytes.length) {
      return null;
    }
    String hex = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    if (!Oid.isHex(hex)) {
      return null;
    }
    at = end + 1;
    return Oid.fromHex(hex);
  }

  /** Passes the next line, whatever it is. */
  void skip() {
    at = Math.min(endOfLine(at) + 1, bytes.length);
  }

  /**
   * Returns the number behind the next {@code >}, as git 2.39 reads the seconds of a person's line:
   * unsigned, 0 where there is none; a line that ends the object counts as cut off.
   */
  long time() {
    int start = at;
    while (start < bytes.length && bytes[start] != '>') {
      start++;
    }
    start++;
    if (start >= bytes.length || endOfLine(start) + 1 >= bytes.length) {
      return 0;
    }
    return number(start);
  }

  /** Skips white space and reads digits, wrapping and saturating as C's strtoumax does. */
  private long number(int start) {
    int from = start;
    while (from < bytes.length && isSpace(bytes[from])) {
      from++;
    }
    boolean negative = from < bytes.length && bytes[from] == '-';
    if (negative || (from < bytes.length && bytes[from] == '+')) {
      from++;
    }
    int end = from;
    while (end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    if (end == from) {
      return 0;
    }
    String digits = new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    if (digits.length() <= SAFE_DIGITS) {
      long value = Long.parseLong(digits);
      return negative ? -value : value;
    }
    BigInteger value = Digits.value(digits);
    if (value.compareTo(MAX_UNSIGNED) > 0) {
      return -1; // All bits set: the largest unsigned number.
    }
    return negative ? -value.longValue() : value.longValue();
  }

  /** What C's {@code isspace} takes for white space: blank, and tab to carriage return. */
  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Returns the index of the next line feed, or the length if there is none. */
  private int endOfLine(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }
}
