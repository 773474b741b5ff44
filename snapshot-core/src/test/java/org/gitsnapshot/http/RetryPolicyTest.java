package org.gitsnapshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(8));

  private static HttpFailure failure(boolean passing) throws IOException {
    HttpUrl url = HttpUrl.parse("http://h/");
    return passing
        ? HttpFailure.passing(url, "busy", null)
        : HttpFailure.lasting(url, "gone", null);
  }

  @Test
  void asksUntilItSucceeds() throws IOException {
    int attempts =
        POLICY.run(
            number -> {
              if (number < 3) {
                throw failure(true);
              }
              return number;
            });
    assertThat(attempts).isEqualTo(3);
  }

  @Test
  void givesUpAfterTheLastAttemptAndAtOnceForGood() {
    int[] count = new int[1];
    for (boolean passing : new boolean[] {true, false}) {
      count[0] = 0;
      assertThatThrownBy(
              () ->
                  POLICY.run(
                      number -> {
                        count[0] = number;
                        throw failure(passing);
                      }))
          .isInstanceOf(HttpFailure.class);
      assertThat(count[0]).isEqualTo(passing ? 3 : 1);
    }
  }

  @Test
  void waitsDoubleUpToTheLongest() throws IOException {
    for (int number = 1; number <= 40; number++) {
      long bound = number < 5 ? 1L << (number - 1) : 8;
      assertThat(POLICY.delay(number, failure(true)).toMillis()).isBetween(bound / 2, bound);
    }
  }

  @Test
  void anInterruptionEndsTheWait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.pause(1, failure(true)))
        .isInstanceOf(java.io.InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
