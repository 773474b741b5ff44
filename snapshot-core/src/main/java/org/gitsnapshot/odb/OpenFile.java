package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file that is open until it is closed, which it may be by anybody while nobody reads from it.
 * Thread-safe.
 */
final class OpenFile {
  private static final int CLOSED = -1;

  private final FileChannel channel;

  /** How many read from it at the moment; at first the one who opened it. */
  private final AtomicInteger readers = new AtomicInteger(1);

  OpenFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Keeps it open until {@link #leave()}; returns whether it was not too late. */
  boolean enter() {
    int others = readers.get();
    while (others != CLOSED) {
      if (readers.compareAndSet(others, others + 1)) {
        return true;
      }
      others = readers.get();
    }
    return false;
  }

  void leave() {
    int unused = readers.decrementAndGet();
  }

  /** Returns what to read from, between {@link #enter()} and {@link #leave()}. */
  FileChannel channel() {
    return channel;
  }

  /** Closes it if nobody reads from it; returns whether it did. */
  boolean closeIfIdle() {
    if (!readers.compareAndSet(0, CLOSED)) {
      return false;
    }
    close();
    return true;
  }

  /** Closes it under the hands of those who read from it. */
  void close() {
    try {
      channel.close();
    } catch (IOException nothingWasWritten) {
      // What was only read is as it was.
    }
  }
}
