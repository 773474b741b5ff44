package org.gitsnapshot.progress;

/**
 * Hears what the library is doing. Called from several threads at once, often; must return soon.
 */
public interface Progress {
  /** Listens to nothing. */
  Progress NONE = new Progress() {};

  /** A snapshot has come to a new stage, such as {@code fetching https://…}. */
  default void stage(String snapshot, String text) {}

  /** A snapshot's raw tar has come to so many bytes. */
  default void bytes(String snapshot, long rawTarBytes) {}

  /** A snapshot is done, well or not. */
  default void done(String snapshot) {}

  /** Something happened that a log should keep. */
  default void event(Event event) {}
}
