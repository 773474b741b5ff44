package org.gitsnapshot.io;

import java.math.BigInteger;

/**
 * Decimal digits that others wrote, of which there may be megabytes: to read all of them takes a
 * time that grows with the square of their number. Stateless.
 */
public final class Digits {
  /** A number of so many digits is beyond 64 bits, whatever its sign. */
  private static final int ENOUGH = 40;

  private Digits() {}

  /**
   * Returns the number that digits say. Beyond {@value #ENOUGH} digits, leading zeros not counted,
   * it is the number of the first of them: as any number that is beyond all bounds, it must be
   * compared and never reckoned with.
   *
   * @param digits at least one, nothing but ASCII digits
   */
  public static BigInteger value(String digits) {
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return new BigInteger(digits.substring(from, Math.min(digits.length(), from + ENOUGH)));
  }
}
