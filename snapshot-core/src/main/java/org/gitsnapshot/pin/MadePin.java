package org.gitsnapshot.pin;

import java.util.List;

/**
 * A pin that was made by building its snapshot once.
 *
 * @param pin the pin, with digests
 * @param notes what a user should know of the snapshot, one line each
 */
public record MadePin(Pin pin, List<String> notes) {
  /** Copies the list. */
  public MadePin {
    notes = List.copyOf(notes);
  }
}
