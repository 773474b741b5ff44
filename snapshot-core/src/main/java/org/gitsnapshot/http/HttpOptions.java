package org.gitsnapshot.http;

import java.net.ProxySelector;
import java.time.Duration;

/**
 * How servers are asked. Immutable.
 *
 * @param timeout how long to wait for a connection (at most 15 seconds), for an answer, and for its
 *     next bytes, each; at least a millisecond
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
    ProxySelector proxies,
    String userAgent) {
  /** A server that needs a day for a gigabyte is one to leave for another. */
  private static final long DEFAULT_MIN_RATE = 1 << 10;

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
  public static HttpOptions of(ProxySelector proxies) {
    return new HttpOptions(
        Duration.ofSeconds(60), DEFAULT_MIN_RATE, DEFAULT_REDIRECTS, proxies, "git-snapshot");
  }

  /** Returns these with another timeout. */
  public HttpOptions withTimeout(Duration other) {
    return new HttpOptions(other, minBytesPerSecond, maxRedirects, proxies, userAgent);
  }

  /** Returns these with another least rate. */
  public HttpOptions withMinBytesPerSecond(long other) {
    return new HttpOptions(timeout, other, maxRedirects, proxies, userAgent);
  }
}
