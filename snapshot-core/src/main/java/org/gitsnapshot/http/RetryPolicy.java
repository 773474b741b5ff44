package org.gitsnapshot.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When to ask again: the waits double, and each is a random part of its bound, so that many clients
 * do not come back at once. Immutable and thread-safe.
 *
 * @param attempts how often to ask in all, from 1
 * @param first the bound of the first wait
 * @param longest the bound of any wait, also of one that the server asks for
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  /** Four attempts over at most seven seconds, unless the server asks for longer waits. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** Returns the same with another number of attempts. */
  public RetryPolicy withAttempts(int number) {
    return new RetryPolicy(number, first, longest);
  }

  /** One attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  /** Something that may fail for a while. */
  @FunctionalInterface
  public interface Attempt<T> {
    /**
     * Tries once.
     *
     * @param number which attempt it is, from 1
     */
    T run(int number) throws IOException;
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no attempt, or a wait is negative
   */
  public RetryPolicy {
    if (attempts < 1 || first.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException("not a policy: " + attempts + " attempts, " + first);
    }
  }

  /**
   * Tries until it succeeds, fails for good, or there are no attempts left.
   *
   * @throws IOException what the last attempt threw; an {@link InterruptedIOException} if the
   *     thread is interrupted while waiting
   */
  public <T> T run(Attempt<T> attempt) throws IOException {
    for (int number = 1; ; number++) {
      try {
        return attempt.run(number);
      } catch (HttpFailure failure) {
        if (!failure.retryable() || number >= attempts) {
          throw failure;
        }
        pause(number, failure);
      }
    }
  }

  /**
   * Waits as long as is right after a failed attempt.
   *
   * @param number which attempt it was, from 1
   * @throws InterruptedIOException if the thread is interrupted
   */
  public void pause(int number, HttpFailure failure) throws InterruptedIOException {
    try {
      Thread.sleep(delay(number, failure).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before asking again");
    }
  }

  Duration delay(int number, HttpFailure failure) {
    return delay(number, failure.retryAfter().orElse(Duration.ZERO));
  }

  /**
   * Returns how long to wait after a failed attempt.
   *
   * @param number which attempt it was, from 1
   * @param asked how long the server asked to wait, if it did
   */
  public Duration delay(int number, Duration asked) {
    if (asked.compareTo(longest) >= 0) {
      return longest;
    }
    long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(number - 1, 20));
    // At least half of the bound: a wait of nothing is no wait.
    long random = bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1);
    return Duration.ofMillis(Math.max(random, asked.toMillis()));
  }
}
