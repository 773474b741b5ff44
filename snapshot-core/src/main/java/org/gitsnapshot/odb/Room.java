package org.gitsnapshot.odb;

import java.util.concurrent.atomic.AtomicLong;

/** What there is so much of for a whole process, and who gets none does without. Thread-safe. */
final class Room {
  /** Memory for what may be needed again, in bytes. */
  static final Room MEMORY = new Room(64 << 20);

  private final AtomicLong left;

  /**
   * Creates room.
   *
   * @param much how much there is
   */
  Room(long much) {
    left = new AtomicLong(much);
  }

  /** Takes some, unless there is less. */
  boolean take(int some) {
    if (left.addAndGet(-some) >= 0) {
      return true;
    }
    left.addAndGet(some);
    return false;
  }

  /** Gives some back. */
  void giveBack(int some) {
    left.addAndGet(some);
  }
}
