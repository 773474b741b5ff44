package org.gitsnapshot.error;

import org.jspecify.annotations.Nullable;

/** A repository, commit or object that could not be had from any of the places named. */
public final class UnavailableException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  /** Creates one with what is wrong and what to do about it. */
  public UnavailableException(String message, @Nullable String hint) {
    super(message, hint, null);
  }

  /** Creates one with what is wrong, what to do about it, and what caused it. */
  public UnavailableException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
