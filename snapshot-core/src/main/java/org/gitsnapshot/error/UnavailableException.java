package org.gitsnapshot.error;

import org.jspecify.annotations.Nullable;

/** A repository, commit or object that could not be had from any of the places named. */
public final class UnavailableException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /** Creates one with what is wrong and what to do about it. */
  public UnavailableException(String message, @Nullable String hint) {
    this(message, hint, null);
  }

  /** Creates one with what is wrong, what to do about it, and what caused it. */
  public UnavailableException(String message, @Nullable String hint, @Nullable Throwable cause) {
    this(message, hint, cause, false);
  }

  private UnavailableException(
      String message, @Nullable String hint, @Nullable Throwable cause, boolean passing) {
    super(message, hint, cause);
    this.passing = passing;
  }

  /** Creates one for a place that may do better the next time: a server that is busy, or down. */
  public static UnavailableException passing(
      String message, @Nullable String hint, @Nullable Throwable cause) {
    return new UnavailableException(message, hint, cause, true);
  }

  /** Returns whether the same may succeed later. */
  public boolean isPassing() {
    return passing;
  }

  @Override
  public UnavailableException in(String where) {
    return new UnavailableException(messageIn(where), hint().orElse(null), this, passing);
  }
}
