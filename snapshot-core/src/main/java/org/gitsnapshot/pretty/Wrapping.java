package org.gitsnapshot.pretty;

import java.math.BigInteger;

/**
 * What {@code %w(…)} asks for: the text from one of them to the next is wrapped and indented when
 * the next, or the end, comes.
 */
final class Wrapping {
  private static final BigInteger LIMIT = BigInteger.valueOf(Padding.LIMIT);

  /** Where the text to wrap begins in the output. */
  private int start;

  private int width;
  private int firstIndent;
  private int indent;

  /** Creates one for an output that is not to be wrapped up to an index. */
  Wrapping(int start) {
    this.start = start;
  }

  /**
   * Reads one that begins with {@code w}, and wraps what came before.
   *
   * @return its length, 0 if it is none
   */
  int parse(ByteBuilder out, byte[] format, int at) {
    if (!Ascii.startsWith(format, at, format.length, "w(")) {
      return 0;
    }
    int end = Ascii.indexOf(format, ')', at, format.length);
    if (end == format.length) {
      return 0;
    }
    BigInteger[] numbers = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
    int next = at + 2;
    if (next < end) {
      for (int i = 0; i < numbers.length; i++) {
        LeadingNumber number = LeadingNumber.unsigned(format, next);
        numbers[i] = number.value();
        next = number.end();
        if (i + 1 == numbers.length || format[next] != ',') {
          break;
        }
        next++;
      }
    }
    if (next != end || tooLarge(numbers)) {
      return 0;
    }
    change(out, numbers[0].intValueExact(), numbers[1].intValueExact(), numbers[2].intValueExact());
    return end + 1 - at;
  }

  /** Wraps what is left to wrap. */
  void finish(ByteBuilder out) {
    change(out, 0, 0, 0);
  }

  private void change(ByteBuilder out, int newWidth, int newFirstIndent, int newIndent) {
    if (width == newWidth && firstIndent == newFirstIndent && indent == newIndent) {
      return;
    }
    if (start < out.length()) {
      byte[] text = out.copy(start, out.length());
      out.truncate(start);
      // Git hands it on as a C string: what follows a 0 is lost.
      int end = Ascii.endOfText(text, 0);
      TextWrap.append(out, Ascii.prefix(text, end), width, firstIndent, indent);
    }
    start = out.length();
    width = newWidth;
    firstIndent = newFirstIndent;
    indent = newIndent;
  }

  private static boolean tooLarge(BigInteger[] numbers) {
    for (BigInteger number : numbers) {
      if (number.compareTo(LIMIT) > 0) {
        return true;
      }
    }
    return false;
  }
}
