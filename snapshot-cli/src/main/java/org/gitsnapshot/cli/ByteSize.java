package org.gitsnapshot.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;

/** Numbers of bytes as people write them: {@code 4096}, {@code 256MiB}, {@code 4.7GB}. */
final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15})(?:\\.([0-9]{1,3}))?([A-Za-z]*)");

  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "B",
          1L,
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "TB",
          1_000_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "TiB",
          1L << 40);

  private ByteSize() {}

  /**
   * Returns the number of bytes; a fraction of a byte is left away.
   *
   * @param option whose value it is, for the message
   * @throws InvalidInputException if it is no size, or beyond what a long holds
   */
  static long parse(String option, String text) throws InvalidInputException {
    Matcher form = FORM.matcher(text);
    Long unit = form.matches() ? UNITS.get(form.group(3)) : null;
    if (unit == null) {
      throw malformed(option, text);
    }
    try {
      long whole = Math.multiplyExact(Long.parseLong(form.group(1)), unit);
      String digits = form.group(2) == null ? "" : form.group(2);
      long part = digits.isEmpty() ? 0 : Long.parseLong(digits) * unit / power(digits.length());
      return Math.addExact(whole, part);
    } catch (ArithmeticException tooLarge) {
      throw malformed(option, text);
    }
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private static InvalidInputException malformed(String option, String text) {
    return new InvalidInputException(
        option + ": not a size: " + text, "write such as 4096, 256MiB or 4.7GB");
  }
}
