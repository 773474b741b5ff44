package org.gitsnapshot.error;

import org.jspecify.annotations.Nullable;

/** A file or stream that could not be written. */
public final class OutputException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  /** Creates one with what is wrong and what to do about it. */
  public OutputException(String message, @Nullable String hint) {
    super(message, hint, null);
  }

  /** Creates one with what is wrong, what to do about it, and what caused it. */
  public OutputException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  @Override
  public OutputException in(String where) {
    return new OutputException(messageIn(where), hint().orElse(null), this);
  }
}
