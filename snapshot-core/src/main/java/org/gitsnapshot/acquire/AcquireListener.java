package org.gitsnapshot.acquire;

import java.time.Duration;
import org.gitsnapshot.progress.Event;

/** Hears what an acquisition is doing. Called from the thread that acquires; must not block. */
public interface AcquireListener {
  /** Hears nothing. */
  AcquireListener NONE = text -> {};

  /** Takes what begins now, one line without a full stop. */
  void stage(String text);

  /** Takes something that a log should keep. */
  default void event(Event event) {}

  /**
   * Takes how far a task has come; called a few times a second at most.
   *
   * @param task what is counted, such as {@code Receiving objects}
   * @param done how many so far
   * @param total how many there will be, or 0 if that is not known
   */
  default void count(String task, long done, long total) {}

  /**
   * Takes how long nothing has come from the server; called once a second, from another thread,
   * while it is silent.
   */
  default void silence(Duration time) {}
}
