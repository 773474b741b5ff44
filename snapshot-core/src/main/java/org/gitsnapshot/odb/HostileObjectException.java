package org.gitsnapshot.odb;

import java.io.IOException;

/**
 * An object is stored in a way that nobody should try to read: it would wait for ever, or until
 * memory ends. The message says how.
 */
public final class HostileObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  HostileObjectException(String message) {
    super(message);
  }
}
