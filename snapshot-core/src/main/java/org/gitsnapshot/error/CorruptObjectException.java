package org.gitsnapshot.error;

import org.jspecify.annotations.Nullable;

/** Bytes that are not those their id or format promises: a damaged object, pack, bundle or tar. */
public final class CorruptObjectException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  /** Creates one with what is wrong and what to do about it. */
  public CorruptObjectException(String message, @Nullable String hint) {
    super(message, hint, null);
  }

  /** Creates one with what is wrong, what to do about it, and what caused it. */
  public CorruptObjectException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  @Override
  public CorruptObjectException in(String where) {
    return new CorruptObjectException(messageIn(where), hint().orElse(null), this);
  }
}
