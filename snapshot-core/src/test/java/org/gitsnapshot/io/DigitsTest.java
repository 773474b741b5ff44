package org.gitsnapshot.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers of any length. */
class DigitsTest {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  @Test
  void numbersAreWhatTheySay() {
    for (String digits : new String[] {"0", "7", "000", "0000012", "18446744073709551616"}) {
      assertThat(Digits.value(digits)).isEqualTo(new BigInteger(digits));
    }
    String zeros = "0".repeat(1000);
    assertThat(Digits.value(zeros + "42")).isEqualTo(BigInteger.valueOf(42));
    assertThat(Digits.value(zeros)).isZero();
  }

  @Test
  void whatIsBeyondAllBoundsStaysBeyond() {
    assertThat(Digits.value("1" + "0".repeat(39))).isGreaterThan(TWO_TO_64);
    assertThat(Digits.value("1" + "0".repeat(500))).isGreaterThan(TWO_TO_64);
  }

  /** Every digit more used to take longer than the last: five million took half an hour. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void megabytesOfDigitsTakeNoTime() {
    assertThat(Digits.value("9".repeat(5_000_000))).isGreaterThan(TWO_TO_64);
  }
}
