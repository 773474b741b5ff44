package org.gitsnapshot.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input that is wrong as it is written: a pin file, a recipe, an option. */
public final class InvalidInputException extends SnapshotException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Position position;

  /** Creates one for input that has no place in a file. */
  public InvalidInputException(String message, @Nullable String hint) {
    this(message, hint, null, null);
  }

  /** Creates one for a place in a file; the message begins with {@code file:line:column: }. */
  public InvalidInputException(Position position, String message, @Nullable String hint) {
    this(position + ": " + message, hint, null, position);
  }

  private InvalidInputException(
      String message,
      @Nullable String hint,
      @Nullable Throwable cause,
      @Nullable Position position) {
    super(message, hint, cause);
    this.position = position;
  }

  /** Returns where the fault is, if it is in a file. */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  @Override
  public InvalidInputException in(String where) {
    return new InvalidInputException(messageIn(where), hint().orElse(null), this, position);
  }
}
