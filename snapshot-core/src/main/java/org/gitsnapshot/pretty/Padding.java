package org.gitsnapshot.pretty;

import java.math.BigInteger;

/**
 * What {@code %<(…)} and its kin ask for the placeholder that follows: a width or a column, the
 * side that is filled, and what is cut off.
 *
 * <p>Mutable, as git's is: one that is written wrongly is not taken back as a whole.
 */
final class Padding {
  /** Git takes no wider one, so that a format cannot fill the memory. */
  static final int LIMIT = 16 * 1024;

  /** The terminal that git assumes where it has none, for columns counted from the right. */
  private static final int TERMINAL_COLUMNS = 80;

  /** In the place of a number of columns that git does not take. */
  private static final int UNUSABLE = -1;

  private static final byte[] DOTS = {'.', '.'};

  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private enum Side {
    NONE,
    RIGHT,
    LEFT,
    LEFT_INTO_SPACE,
    BOTH
  }

  private enum Cut {
    NONE,
    END,
    BEGIN,
    MIDDLE
  }

  private Side side = Side.NONE;
  private Cut cut = Cut.NONE;

  /** Columns of the text, or below zero the column of the line that it shall reach. */
  private int width;

  /** Returns whether the next placeholder is to be padded. */
  boolean isPending() {
    return side != Side.NONE;
  }

  /** Reads one that begins with {@code <} or {@code >}; returns its length, 0 if it is none. */
  int parse(byte[] format, int start) {
    Side wanted = format[start] == '<' ? Side.RIGHT : Side.LEFT;
    int at = start + 1;
    if (wanted == Side.LEFT && byteAt(format, at) == '<') {
      wanted = Side.BOTH;
      at++;
    } else if (wanted == Side.LEFT && byteAt(format, at) == '>') {
      wanted = Side.LEFT_INTO_SPACE;
      at++;
    }
    boolean column = byteAt(format, at) == '|';
    if (column) {
      at++;
    }
    if (byteAt(format, at) != '(') {
      return 0;
    }
    int number = at + 1;
    int end = number;
    while (end < format.length && format[end] != ',' && format[end] != ')') {
      end++;
    }
    int columns = end < format.length ? columns(format, number, column) : UNUSABLE;
    if (columns == UNUSABLE) {
      return 0;
    }
    width = column ? -columns : columns;
    side = wanted;
    if (format[end] == ')') {
      cut = Cut.NONE;
      return end + 1 - start;
    }
    if (Ascii.startsWith(format, end, format.length, ",trunc)")) {
      cut = Cut.END;
    } else if (Ascii.startsWith(format, end, format.length, ",ltrunc)")) {
      cut = Cut.BEGIN;
    } else if (Ascii.startsWith(format, end, format.length, ",mtrunc)")) {
      cut = Cut.MIDDLE;
    } else {
      return 0;
    }
    return Ascii.indexOf(format, ')', end, format.length) + 1 - start;
  }

  /** Returns a number as C's strtol finds it, what follows it ignored. */
  private static int columns(byte[] format, int start, boolean column) {
    BigInteger number = LeadingNumber.signed(format, start).value();
    // Git cuts C's long down to an int: the largest becomes -1, the smallest 0.
    int columns = (int) number.max(MIN_LONG).min(MAX_LONG).longValue();
    if (columns == 0 || Math.abs((long) columns) > LIMIT) {
      return UNUSABLE;
    }
    if (columns < 0 && column) {
      columns += TERMINAL_COLUMNS;
    }
    // None at all is refused where it is written, and not where it is the terminal's left side.
    return columns < 0 ? UNUSABLE : columns;
  }

  /**
   * Returns the columns that the next placeholder shall have, fewer than none if the output is
   * beyond the column already. To be asked before it is expanded, since it may be a padding too.
   */
  int columns(ByteBuilder out) {
    return width < 0 ? -width - columnsOfLine(out) : width;
  }

  /** Appends what a placeholder expanded to, in as many columns, and is done. */
  void append(ByteBuilder out, ByteBuilder text, int wanted) {
    int columns = wanted;
    int taken = DisplayWidth.of(text.toByteArray(), 0, text.length());
    Side filled = side;
    if (filled == Side.LEFT_INTO_SPACE) {
      columns = takeSpace(out, text, taken, columns);
      filled = Side.LEFT;
    }
    if (taken > columns) {
      out.append(cut(text, taken, columns));
    } else {
      int space = columns - taken;
      int before = filled == Side.LEFT ? space : filled == Side.BOTH ? space / 2 : 0;
      out.appendSpaces(before);
      out.append(text);
      out.appendSpaces(space - before);
    }
    side = Side.NONE;
  }

  /**
   * Returns the columns since the last line feed. Git looks at the whole output, which begins with
   * the file's text before the format, but as a C string, which ends at the first 0.
   */
  private static int columnsOfLine(ByteBuilder out) {
    byte[] all = out.toByteArray();
    int end = Ascii.endOfText(all, 0);
    int start = end;
    while (start > 0 && all[start - 1] != '\n') {
      start--;
    }
    // A line that is not UTF-8 counts its bytes, and the line feed is one of them.
    start = Math.max(0, start - 1);
    return DisplayWidth.of(all, start, end);
  }

  /** Cuts spaces off the output until the text has its place; returns the columns there are. */
  private static int takeSpace(ByteBuilder out, ByteBuilder text, int taken, int columns) {
    int end = out.length();
    int room = columns;
    while (taken > room && end > 1) {
      if (out.at(end - 1) == ' ') {
        end--;
        room++;
        continue;
      }
      // A color may stand behind the spaces; it moves along.
      int escape = end - 1;
      while (escape > 1 && end - 1 - escape < 10 && out.at(escape) != 0x1b) {
        escape--;
      }
      byte[] color = out.copy(escape, end);
      if (out.at(end - 1) != 'm' || DisplayWidth.escape(color, 0) != color.length) {
        break;
      }
      text.insert(0, color);
      end = escape;
    }
    out.truncate(end);
    return room;
  }

  /** Returns the text with two dots in the place of what is too much. */
  private byte[] cut(ByteBuilder text, int taken, int columns) {
    int tooMuch = taken - (columns - DOTS.length);
    return switch (cut) {
      case NONE -> text.toByteArray();
      case BEGIN -> replace(text.toByteArray(), 0, tooMuch);
      case MIDDLE -> replace(text.toByteArray(), columns / 2 - 1, tooMuch);
      case END -> replace(text.toByteArray(), columns - DOTS.length, tooMuch);
    };
  }

  /** Puts dots for the characters of some columns; those of no width stay. */
  private static byte[] replace(byte[] text, int column, int columns) {
    ByteBuilder replaced = new ByteBuilder();
    boolean dotted = false;
    int width = 0;
    int at = 0;
    while (at < text.length) {
      int escape = DisplayWidth.escape(text, at);
      if (escape > 0) {
        replaced.append(text, at, at + escape);
        at += escape;
        continue;
      }
      int codePoint = DisplayWidth.codePoint(text, at);
      if (codePoint < 0) {
        return text;
      }
      int next = at + DisplayWidth.bytes(codePoint);
      int taken = Math.max(0, DisplayWidth.columns(codePoint));
      if (taken == 0 || width < column || width >= column + columns) {
        replaced.append(text, at, next);
      } else if (!dotted) {
        replaced.append(DOTS);
        dotted = true;
      }
      width += taken;
      at = next;
    }
    return replaced.toByteArray();
  }

  private static int byteAt(byte[] format, int at) {
    return at < format.length ? format[at] : 0;
  }
}
