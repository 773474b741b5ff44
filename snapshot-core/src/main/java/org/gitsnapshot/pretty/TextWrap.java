package org.gitsnapshot.pretty;

/**
 * Git's way to wrap text at a width: lines break at white space, a word that is too long stands
 * alone, and a line feed of the text stays one only before what is no letter or digit.
 */
final class TextWrap {
  private final ByteBuilder out;
  private final byte[] text;
  private final int width;
  private final int nextIndent;

  /** Where the line that is being filled began, and the white space at which it may break. */
  private int line;

  private int space;

  /** The columns of the line so far, and the indent it has yet to be given. */
  private int columns;

  private int indent;

  /** Where reading has come to. */
  private int at;

  private TextWrap(ByteBuilder out, byte[] text, int width, int firstIndent, int nextIndent) {
    this.out = out;
    this.text = text;
    this.width = width;
    this.nextIndent = nextIndent;
    this.columns = firstIndent;
    this.indent = firstIndent;
    this.space = -1;
  }

  /**
   * Appends a text.
   *
   * @param width the columns there are, 0 for lines that are only indented
   * @param firstIndent the spaces before the first line, which count as columns
   * @param indent the spaces before each other line
   */
  static void append(ByteBuilder out, byte[] text, int width, int firstIndent, int indent) {
    if (width == 0) {
      indent(out, text, firstIndent, indent);
      return;
    }
    int start = out.length();
    if (!new TextWrap(out, text, width, firstIndent, indent).run(true)) {
      out.truncate(start);
      new TextWrap(out, text, width, firstIndent, indent).run(false);
    }
  }

  private static void indent(ByteBuilder out, byte[] text, int firstIndent, int indent) {
    int at = 0;
    while (at < text.length) {
      int end = RawCommit.lineEnd(text, at);
      out.appendSpaces(at == 0 ? firstIndent : indent);
      out.append(text, at, end);
      at = end;
    }
  }

  /** Returns false if the text shall be UTF-8 and is not. */
  private boolean run(boolean utf8) {
    while (true) {
      at += escapes();
      int c = byteAt(at);
      if (at < text.length && !Ascii.isSpace(c)) {
        int codePoint = utf8 ? DisplayWidth.codePoint(text, at) : c;
        if (codePoint < 0) {
          return false;
        }
        // A control character counts less than nothing.
        columns += utf8 ? DisplayWidth.columns(codePoint) : 1;
        at += utf8 ? DisplayWidth.bytes(codePoint) : 1;
      } else if (columns > width && space >= 0) {
        breakLine();
      } else {
        if (at == text.length && at == line) {
          return true;
        }
        endWord();
        if (at == text.length) {
          return true;
        }
        passSpace(c);
      }
    }
  }

  private int escapes() {
    int end = at;
    int escape = DisplayWidth.escape(text, end);
    while (escape > 0) {
      end += escape;
      escape = DisplayWidth.escape(text, end);
    }
    return end - at;
  }

  /** Writes the word that has been read, with what stands before it on the line. */
  private void endWord() {
    if (space >= 0) {
      out.append(text, space, at);
    } else {
      out.appendSpaces(indent);
      out.append(text, line, at);
    }
    space = at;
  }

  private void passSpace(int c) {
    if (c == '\t') {
      columns |= 7;
    } else if (c == '\n') {
      space++;
      int next = byteAt(space);
      if (next == '\n') {
        out.append('\n');
      }
      if (!Ascii.isAlphanumeric(next)) {
        breakLine();
        return;
      }
      out.append(' ');
    }
    columns++;
    at++;
  }

  private void breakLine() {
    out.append('\n');
    line = space + (Ascii.isSpace(byteAt(space)) ? 1 : 0);
    at = line;
    space = -1;
    columns = nextIndent;
    indent = nextIndent;
  }

  private int byteAt(int index) {
    return index < text.length ? text[index] & 0xff : 0;
  }
}
