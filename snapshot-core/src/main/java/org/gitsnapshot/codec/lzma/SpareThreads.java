package org.gitsnapshot.codec.lzma;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the threads that may be busy at once are not: encoders that share it use them to find
 * matches ahead, and give them back when others need them. Thread-safe.
 */
public final class SpareThreads {
  private final AtomicInteger spare;

  /** Creates one of so many threads that have nothing to do, from 0. */
  public SpareThreads(int count) {
    spare = new AtomicInteger(count);
  }

  /** Takes a thread for what must be done, even if there is none to spare. */
  public void take() {
    spare.decrementAndGet();
  }

  /** Takes a thread if there is one to spare, and returns whether there was. */
  boolean tryTake() {
    int before = spare.get();
    while (before > 0) {
      if (spare.compareAndSet(before, before - 1)) {
        return true;
      }
      before = spare.get();
    }
    return false;
  }

  /** Gives back a thread that was taken. */
  public void giveBack() {
    spare.incrementAndGet();
  }

  /** Returns whether more are busy than may be: who can do without gives back. */
  boolean isOverdrawn() {
    return spare.get() < 0;
  }
}
