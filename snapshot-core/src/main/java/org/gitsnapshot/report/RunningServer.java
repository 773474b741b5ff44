package org.gitsnapshot.report;

/** A server that runs until it is closed. Thread-safe. */
public interface RunningServer extends AutoCloseable {
  /** Returns the port that it listens at. */
  int port();

  /** Returns its URL, such as {@code http://127.0.0.1:8080/}. */
  String url();

  /** Returns how many files it serves at this moment, without the mirror's own lists. */
  int files();

  /** Takes no more connections, lets running answers end for the time of grace, and ends. */
  @Override
  void close();
}
