package org.gitsnapshot.error;

import org.jspecify.annotations.Nullable;

/**
 * Input beyond a named limit; the message names the limit, its value and the option that sets it.
 */
public final class LimitExceededException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  /** Creates one with what is wrong and what to do about it. */
  public LimitExceededException(String message, @Nullable String hint) {
    super(message, hint, null);
  }

  /** Creates one with what is wrong, what to do about it, and what caused it. */
  public LimitExceededException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  @Override
  public LimitExceededException in(String where) {
    return new LimitExceededException(messageIn(where), hint().orElse(null), this);
  }
}
