package org.gitsnapshot.http;

import java.time.Duration;

/**
 * How servers are asked. Immutable.
 *
 * @param timeout how long to wait for a connection (see {@link #connectTimeout}), for an answer,
 *     and for its next bytes, each; at least a millisecond
 * @param minBytesPerSecond an answer slower than this, over {@code timeout} of waiting for it, has
 *     stalled; from 0
 * @param maxRedirects how many redirects one request follows, from 0
 * @param proxies which proxy a URL goes through
 * @param userAgent what the requests call the tool
 */
public record HttpOptions(
    Duration timeout,
    long minBytesPerSecond,
    int maxRedirects,
    EnvironmentProxies proxies,
    String userAgent) {
  /** A server that needs a day for a gigabyte is one to leave for another. */
  private static final long DEFAULT_MIN_RATE = 1 << 10;

  private static final Duration CONNECT = Duration.ofSeconds(15);

  /** Forges and download hosts need three; curl stops at 50, browsers at 20. */
  private static final int DEFAULT_REDIRECTS = 10;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public HttpOptions {
    if (timeout.toMillis() < 1 || minBytesPerSecond < 0 || maxRedirects < 0) {
      throw new IllegalArgumentException("out of range: " + timeout + ", " + maxRedirects);
    }
  }

  /** Returns the defaults with these proxies: 60 seconds, 1 KiB a second, 10 redirects. */
  public static HttpOptions of(EnvironmentProxies proxies) {
    return new HttpOptions(
        Duration.ofSeconds(60), DEFAULT_MIN_RATE, DEFAULT_REDIRECTS, proxies, "git-snapshot");
  }

  /**
   * Returns how long to wait for a connection, with what a proxy and TLS need for it: the timeout,
   * or 15 seconds if it is longer, or of a very long one the fourth part. Who takes longer is down,
   * or behind a wall that drops packets.
   */
  Duration connectTimeout() {
    Duration fourth = timeout.dividedBy(4);
    Duration usual = fourth.compareTo(CONNECT) > 0 ? fourth : CONNECT;
    return timeout.compareTo(usual) < 0 ? timeout : usual;
  }

  /** Returns these with another timeout. */
  public HttpOptions withTimeout(Duration other) {
    return new HttpOptions(other, minBytesPerSecond, maxRedirects, proxies, userAgent);
  }

  /** Returns these with another least rate. */
  public HttpOptions withMinBytesPerSecond(long other) {
    return new HttpOptions(timeout, other, maxRedirects, proxies, userAgent);
  }

  /** Returns these with another number of redirects. */
  public HttpOptions withMaxRedirects(int other) {
    return new HttpOptions(timeout, minBytesPerSecond, other, proxies, userAgent);
  }
}
