package org.gitsnapshot.error;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything the library refuses or cannot do.
 *
 * <p>The message is one line that says what is wrong and where; {@link #hint()} says what to do
 * about it. It is an {@link IOException} so that it passes through streams unwrapped.
 */
public abstract class SnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  SnapshotException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** Returns what the caller can do about it, one line without a full stop, where that is known. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** Returns the message and, where there is one, the hint, in one line. */
  public String fullMessage() {
    return hint == null ? getMessage() : getMessage() + " (" + hint + ")";
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
