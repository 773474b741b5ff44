package org.gitsnapshot.mirror;

import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.http.HttpUrl;

/**
 * How many downloads there are from each host at once, and which hosts do not answer. Thread-safe.
 */
final class Hosts {
  /** After so many files in a row without any answer a host is asked last, and once. */
  private static final int DEAD_AFTER = 3;

  private final int perHost;
  private final ConcurrentMap<String, Semaphore> permits = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, AtomicInteger> silences = new ConcurrentHashMap<>();

  Hosts(int perHost) {
    this.perHost = perHost;
  }

  /** Waits until there may be another download from a URL's host; closing it makes room. */
  Permit enter(HttpUrl url) throws InterruptedIOException {
    Semaphore host =
        permits.computeIfAbsent(url.hostAndPort(), unused -> new Semaphore(perHost, true));
    try {
      host.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + url.hostAndPort());
    }
    return host::release;
  }

  /** One download's place. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes note of an answer. */
  void answered(HttpUrl url) {
    silence(url).set(0);
  }

  /** Takes note that a host gave no answer for a file, however often it was asked. */
  void silent(HttpUrl url) {
    silence(url).incrementAndGet();
  }

  /** Returns whether a host has been silent for several files. */
  boolean dead(HttpUrl url) {
    return silence(url).get() >= DEAD_AFTER;
  }

  private AtomicInteger silence(HttpUrl url) {
    return silences.computeIfAbsent(url.hostAndPort(), unused -> new AtomicInteger());
  }
}
