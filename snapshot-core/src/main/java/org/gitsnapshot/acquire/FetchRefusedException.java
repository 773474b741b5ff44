package org.gitsnapshot.acquire;

import java.io.IOException;
import org.gitsnapshot.error.SnapshotException;

/** A server that answered, but not with what was asked for; another way of asking may do. */
final class FetchRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final SnapshotException explanation;

  FetchRefusedException(SnapshotException explanation) {
    super(explanation);
    this.explanation = explanation;
  }

  /** Returns what to tell the user if there is no other way. */
  SnapshotException explanation() {
    return explanation;
  }
}
