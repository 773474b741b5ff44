package org.gitsnapshot.odb;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that many share, who may do with less. Thread-safe. */
final class Room {
  /** For all who read in a process, in bytes. */
  static final Room OF_ALL = new Room(64 << 20);

  private final AtomicLong left;

  /**
   * Creates room.
   *
   * @param bytes how much there is
   */
  Room(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Takes some, unless there is less. */
  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  /** Gives some back. */
  void giveBack(int bytes) {
    left.addAndGet(bytes);
  }
}
