package org.gitsnapshot.pretty;

import java.math.BigInteger;
import org.gitsnapshot.io.Digits;

/**
 * A decimal number at the begin of a text, as C's strtol and strtoul read it: white space and a
 * sign may come before, anything after.
 *
 * @param value 0 if there is none
 * @param end the index behind it; where the reading began if there is none
 */
record LeadingNumber(BigInteger value, int end) {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  /** Reads one with its sign; of one beyond 64 bits only that it is, see {@link Digits}. */
  static LeadingNumber signed(byte[] text, int start) {
    int at = start;
    while (at < text.length && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) {
      at++;
    }
    boolean negative = at < text.length && text[at] == '-';
    if (negative || (at < text.length && text[at] == '+')) {
      at++;
    }
    int digits = at;
    while (at < text.length && Ascii.isDigit(text[at])) {
      at++;
    }
    if (at == digits) {
      return new LeadingNumber(BigInteger.ZERO, start);
    }
    BigInteger value = Digits.value(Ascii.text(text, digits, at));
    return new LeadingNumber(negative ? value.negate() : value, at);
  }

  /** Reads one as an unsigned number of 64 bits: negative ones wrap, too large ones saturate. */
  static LeadingNumber unsigned(byte[] text, int start) {
    LeadingNumber number = signed(text, start);
    if (number.value.abs().compareTo(TWO_TO_64) >= 0) {
      return new LeadingNumber(TWO_TO_64.subtract(BigInteger.ONE), number.end);
    }
    return new LeadingNumber(number.value.mod(TWO_TO_64), number.end);
  }
}
