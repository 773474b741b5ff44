package org.gitsnapshot.recipe;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is to be deleted from a tar: what a pattern of gitignore(5) matches, or one file.
 *
 * @param pattern the pattern; of a file, the one that matches its path alone
 * @param file the file, where it is one
 * @param position where it is written, if it is in a file
 */
public record Removal(ByteString pattern, Optional<Listed> file, Optional<Position> position) {
  /**
   * A file by its exact path.
   *
   * @param path its path below the prefix
   * @param sha256 the digest of its content, or of a symbolic link's target
   */
  public record Listed(ByteString path, Digest sha256) {}

  /**
   * Returns the removal that a pattern asks for; nothing for what is a comment or empty in a {@code
   * .gitignore}. Spaces at the end do not count unless a backslash is before them.
   *
   * @throws InvalidInputException if there is a NUL or a line end in it
   */
  public static Optional<Removal> ofPattern(ByteString line, @Nullable Position position)
      throws InvalidInputException {
    if (line.indexOf('\0') >= 0 || line.indexOf('\n') >= 0) {
      throw fault(position, "a pattern has a NUL or a line end in it");
    }
    ByteString pattern = trimmed(line);
    if (pattern.isEmpty() || pattern.at(0) == '#') {
      return Optional.empty();
    }
    return Optional.of(new Removal(pattern, Optional.empty(), Optional.ofNullable(position)));
  }

  /** Returns the removals of a recipe's patterns, of which nothing else is known. */
  public static List<Removal> ofPatterns(List<ByteString> patterns) {
    return patterns.stream()
        .map(pattern -> new Removal(pattern, Optional.empty(), Optional.empty()))
        .toList();
  }

  /**
   * Returns the removal of one file.
   *
   * @param path below the prefix, without a slash at either end
   * @throws InvalidInputException if it is not a path
   */
  public static Removal ofFile(ByteString path, Digest sha256, @Nullable Position position)
      throws InvalidInputException {
    boolean slashes = path.isEmpty() || path.at(0) == '/' || path.endsWith('/');
    if (slashes || path.indexOf('\0') >= 0) {
      throw fault(position, "not the path of a file: \"" + path.display() + "\"");
    }
    return new Removal(
        exactly(path), Optional.of(new Listed(path, sha256)), Optional.ofNullable(position));
  }

  /** Returns the pattern that matches this path below the prefix and no other. */
  public static ByteString exactly(ByteString path) {
    ByteArrayOutputStream pattern = new ByteArrayOutputStream(path.length() + 8);
    pattern.write('/');
    for (int i = 0; i < path.length(); i++) {
      byte b = path.at(i);
      if (b == '*' || b == '?' || b == '[' || b == '\\' || b == ' ') {
        pattern.write('\\');
      }
      pattern.write(b);
    }
    return ByteString.of(pattern.toByteArray());
  }

  /** As git does it: a backslash keeps the space behind it. */
  private static ByteString trimmed(ByteString line) {
    int end = -1;
    for (int i = 0; i < line.length(); i++) {
      if (line.at(i) != ' ') {
        end = -1;
        i += line.at(i) == '\\' ? 1 : 0;
      } else if (end < 0) {
        end = i;
      }
    }
    return end < 0 ? line : line.substring(0, end);
  }

  private static InvalidInputException fault(@Nullable Position position, String message) {
    return position == null
        ? new InvalidInputException(message, null)
        : new InvalidInputException(position, message, null);
  }
}
