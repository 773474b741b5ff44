package org.gitsnapshot.error;

import org.jspecify.annotations.Nullable;

/** Something this build cannot do rightly and therefore does not do at all. */
public final class UnsupportedException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  /** Creates one with what is wrong and what to do about it. */
  public UnsupportedException(String message, @Nullable String hint) {
    super(message, hint, null);
  }

  /** Creates one with what is wrong, what to do about it, and what caused it. */
  public UnsupportedException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  @Override
  public UnsupportedException in(String where) {
    return new UnsupportedException(messageIn(where), hint().orElse(null), this);
  }
}
