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

  /**
   * Returns one of the same kind that says where this was, such as in which file, or this one if it
   * says so already.
   *
   * @param where what the message is to begin with
   */
  public abstract SnapshotException in(String where);

  /** Returns the message that begins with a place. */
  final String messageIn(String where) {
    String message = getMessage();
    boolean said = message.startsWith(where + ": ") || message.startsWith(where + " ");
    return said ? message : where + ": " + message;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
