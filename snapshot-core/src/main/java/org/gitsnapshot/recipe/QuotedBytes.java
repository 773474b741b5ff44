package org.gitsnapshot.recipe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;

/**
 * Bytes as a quoted string of one line, the same for the same bytes everywhere and for ever.
 *
 * <p>UTF-8 stands as it is, except that a quote and a backslash get a backslash, and that what is
 * not UTF-8 or would not show stands as {@code \xHH} for each of its bytes. The characters that
 * would not show are a fixed list: Unicode's own properties change with the JDK.
 */
final class QuotedBytes {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private QuotedBytes() {}

  /** Returns the canonical text, with its quotes. */
  static String quote(ByteString bytes) {
    StringBuilder text = new StringBuilder(bytes.length() + 2).append('"');
    int i = 0;
    while (i < bytes.length()) {
      int length = sequenceLength(bytes, i);
      int end = i + Math.max(1, length);
      int codePoint = length == 0 ? -1 : codePoint(bytes, i, length);
      if (codePoint == '"' || codePoint == '\\') {
        text.append('\\').append((char) codePoint);
      } else if (codePoint >= 0 && !hidden(codePoint)) {
        text.appendCodePoint(codePoint);
      } else {
        for (int j = i; j < end; j++) {
          text.append("\\x").append(HEX[(bytes.at(j) >> 4) & 15]).append(HEX[bytes.at(j) & 15]);
        }
      }
      i = end;
    }
    return text.append('"').toString();
  }

  /**
   * Returns the bytes of a quoted text.
   *
   * @param text what begins at {@code from} with a quote
   * @param close the index of the quote that ends it, from {@link #end}
   */
  static ByteString unquote(String text, int from, int close) throws InvalidInputException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(close - from);
    int i = from + 1;
    while (i < close) {
      int c = text.codePointAt(i);
      if (c != '\\') {
        int end = i + Character.charCount(c);
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          throw new InvalidInputException("half a character at character " + (i + 1), null);
        }
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
        continue;
      }
      char kind = text.charAt(i + 1);
      if (kind == '"' || kind == '\\') {
        bytes.write(kind);
        i += 2;
      } else {
        int high = kind == 'x' && i + 3 < close ? hexDigit(text.charAt(i + 2)) : -1;
        int low = high >= 0 ? hexDigit(text.charAt(i + 3)) : -1;
        if (low < 0) {
          throw new InvalidInputException(
              "\"\\" + kind + "\" at character " + (i + 1) + " is no escape",
              "the escapes are \\\", \\\\ and \\xHH");
        }
        bytes.write(high << 4 | low);
        i += 4;
      }
    }
    return ByteString.of(bytes.toByteArray());
  }

  /** Returns the index of the quote that ends the quoted text at {@code from}, or -1. */
  static int end(String text, int from) {
    int i = from + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      i += c == '\\' ? 2 : 1;
    }
    return -1;
  }

  private static int hexDigit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /** Control characters, line and paragraph separators, marks of direction, the byte order mark. */
  private static boolean hidden(int codePoint) {
    return codePoint < 0x20
        || (codePoint >= 0x7f && codePoint <= 0x9f)
        || (codePoint >= 0x200b && codePoint <= 0x200f)
        || (codePoint >= 0x2028 && codePoint <= 0x202e)
        || (codePoint >= 0x2060 && codePoint <= 0x206f)
        || codePoint == 0xfeff;
  }

  /** Returns the length of the UTF-8 sequence (RFC 3629, table of section 4) here, 0 if none. */
  private static int sequenceLength(ByteString bytes, int i) {
    int lead = bytes.at(i) & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || i + length > bytes.length()) {
      return 0;
    }
    for (int j = 1; j < length; j++) {
      if ((bytes.at(i + j) & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = bytes.at(i + 1) & 0xff;
    boolean wrong =
        (lead == 0xe0 && second < 0xa0) // could be shorter
            || (lead == 0xed && second > 0x9f) // half of a pair of UTF-16
            || (lead == 0xf0 && second < 0x90) // could be shorter
            || (lead == 0xf4 && second > 0x8f); // beyond U+10FFFF
    return wrong ? 0 : length;
  }

  private static int codePoint(ByteString bytes, int i, int length) {
    int value = bytes.at(i) & 0xff;
    if (length > 1) {
      value &= 0x7f >> length;
      for (int j = 1; j < length; j++) {
        value = value << 6 | (bytes.at(i + j) & 0x3f);
      }
    }
    return value;
  }
}
