package org.gitsnapshot.pretty;

/**
 * How many columns of a terminal a text takes, as git counts them: UTF-8 with wide and combining
 * characters, and colors that take none.
 */
final class DisplayWidth {
  private DisplayWidth() {}

  /**
   * Returns the character that begins at an index, or -1 if there is none that is well-formed: git
   * refuses overlong forms, surrogates, U+FFFE and U+FFFF, but no other noncharacters.
   */
  static int codePoint(byte[] text, int at) {
    int first = byteAt(text, at);
    if (first < 0x80) {
      return first;
    }
    int more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    if (more == 0) {
      return -1;
    }
    int value = first & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
      int next = byteAt(text, at + i);
      if ((next & 0xc0) != 0x80) {
        return -1;
      }
      value = (value << 6) | (next & 0x3f);
    }
    boolean shortest = more == 1 || value >= (more == 2 ? 0x800 : 0x10000);
    boolean surrogate = value >= 0xd800 && value <= 0xdfff;
    boolean excluded = value == 0xfffe || value == 0xffff || value > 0x10ffff;
    return shortest && !surrogate && !excluded ? value : -1;
  }

  /** Returns how many bytes a character takes. */
  static int bytes(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /** Returns the columns of a character: 0 to 2, or -1 for a control character. */
  static int columns(int codePoint) {
    if (codePoint >= 0x20 && codePoint < 0x7f) {
      return 1;
    }
    if (codePoint == 0) {
      return 0;
    }
    if (codePoint < 0x20 || codePoint < 0xa0) {
      return -1;
    }
    return WidthTable.columns(codePoint);
  }

  /** Returns the length of the sequence that sets a color at an index, 0 if there is none. */
  static int escape(byte[] text, int at) {
    if (byteAt(text, at) != 0x1b || byteAt(text, at + 1) != '[') {
      return 0;
    }
    int end = at + 2;
    while (Ascii.isDigit(byteAt(text, end)) || byteAt(text, end) == ';') {
      end++;
    }
    return byteAt(text, end) == 'm' ? end + 1 - at : 0;
  }

  /**
   * Returns the columns of {@code text[from, to)}, not counting colors; the number of bytes if it
   * is not UTF-8.
   */
  static int of(byte[] text, int from, int to) {
    int width = 0;
    int at = from;
    while (at < to) {
      int escape = escape(text, at);
      while (escape != 0) {
        at += escape;
        escape = escape(text, at);
      }
      int codePoint = codePoint(text, at);
      if (codePoint < 0) {
        return to - from;
      }
      at += bytes(codePoint);
      width += Math.max(0, columns(codePoint));
    }
    return width;
  }

  private static int byteAt(byte[] text, int at) {
    return at < text.length ? text[at] & 0xff : 0;
  }
}
