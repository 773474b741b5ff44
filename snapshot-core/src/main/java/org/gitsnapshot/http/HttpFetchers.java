package org.gitsnapshot.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one {@link HttpFetcher} for each way of asking. Each has threads and open files of its own,
 * which Java 17 gives back no sooner than it collects what nobody holds. Thread-safe.
 */
public final class HttpFetchers {
  private final Map<HttpOptions, HttpFetcher> fetchers = new ConcurrentHashMap<>();

  /** Returns the one with these options. */
  public HttpFetcher with(HttpOptions options) {
    return fetchers.computeIfAbsent(options, HttpFetcher::new);
  }

  /** Lets go of all; what still asks goes on. */
  public void clear() {
    fetchers.clear();
  }
}
