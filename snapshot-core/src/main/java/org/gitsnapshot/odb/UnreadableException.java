package org.gitsnapshot.odb;

import java.io.IOException;

/** Something is damaged, or not for this reader; nobody sees the message but who debugs. */
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }
}
