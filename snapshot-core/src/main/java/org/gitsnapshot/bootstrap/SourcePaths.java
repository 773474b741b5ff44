package org.gitsnapshot.bootstrap;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code sources} files by a pattern, in the order in which the shell gives them: by the
 * bytes of their names, and none that is hidden unless the pattern is.
 */
public final class SourcePaths {
  private SourcePaths() {}

  /**
   * Returns the files of a pattern. A directory stands for the {@code sources} of its
   * subdirectories, so that {@code steps} is {@code steps/*}{@code /sources}.
   *
   * @param pattern a path whose parts may have {@code *}, {@code ?}, <code>[…]</code> and <code>
   *     {…}</code>
   * @param base where a relative pattern starts
   * @throws InvalidInputException if it is malformed or there is no such file
   */
  public static List<Path> expand(String pattern, Path base) throws IOException {
    Path literal = path(pattern, base);
    if (literal != null && Files.isRegularFile(literal)) {
      return List.of(literal);
    }
    String effective =
        literal != null && Files.isDirectory(literal) ? pattern + "/*/sources" : pattern;
    List<Path> found = new ArrayList<>();
    found.add(effective.startsWith("/") ? Path.of("/") : base);
    for (String part : Splitter.on('/').omitEmptyStrings().split(effective)) {
      found = step(found, part, pattern);
    }
    found.removeIf(path -> !Files.isRegularFile(path));
    if (found.isEmpty()) {
      throw new InvalidInputException(
          "no file of sources matches " + pattern,
          "run it in live-bootstrap's directory, with the pattern in quotes: 'steps/*/sources'");
    }
    return found;
  }

  /** Returns the pattern as a path, or null where it cannot be one. */
  private static @Nullable Path path(String pattern, Path base) {
    try {
      return base.resolve(pattern);
    } catch (InvalidPathException onlyAPattern) {
      return null;
    }
  }

  private static List<Path> step(List<Path> directories, String part, String pattern)
      throws IOException {
    List<Path> next = new ArrayList<>();
    boolean fixed = part.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0);
    for (Path directory : directories) {
      if (fixed) {
        next.add(directory.resolve(part));
      } else if (Files.isDirectory(directory)) {
        next.addAll(matching(directory, part, pattern));
      }
    }
    return next;
  }

  private static List<Path> matching(Path directory, String part, String pattern)
      throws IOException {
    List<Path> matching = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, part)) {
      for (Path entry : entries) {
        if (part.startsWith(".") || !name(entry).startsWith(".")) {
          matching.add(directory.resolve(name(entry)));
        }
      }
    } catch (PatternSyntaxException malformed) {
      throw new InvalidInputException("not a pattern of files: " + pattern, null);
    } catch (DirectoryIteratorException | IOException unreadable) {
      throw new UnavailableException(
          "cannot list " + directory + ": " + Explanation.of(unreadable).message(),
          null,
          unreadable);
    }
    matching.sort(Comparator.comparing(entry -> ByteString.utf8(name(entry))));
    return matching;
  }

  private static String name(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }
}
