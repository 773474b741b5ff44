package org.gitsnapshot.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are read several times and must be the same ones each time: what is found in one that
 * was replaced or written to meanwhile is true of no file. Immutable and thread-safe.
 */
public final class UnchangedFiles {
  private final List<State> before;

  private UnchangedFiles(List<State> before) {
    this.before = before;
  }

  /** What reads the files. */
  public interface Reading<T> {
    /** Reads them, and returns what was found. */
    T run() throws IOException;
  }

  /**
   * Reads files.
   *
   * @param files those that are regular files are watched
   * @throws UnavailableException if one of them changed meanwhile; what the reading threw is its
   *     cause
   * @throws IOException what the reading throws
   */
  public static <T> T read(List<Path> files, Reading<T> reading) throws IOException {
    UnchangedFiles unchanged =
        new UnchangedFiles(files.stream().map(State::of).flatMap(Optional::stream).toList());
    T found;
    try {
      found = reading.run();
    } catch (IOException | RuntimeException failed) {
      unchanged.check(failed);
      throw failed;
    }
    unchanged.check(null);
    return found;
  }

  private void check(@Nullable Exception failed) throws UnavailableException {
    for (State state : before) {
      if (!State.of(state.file).equals(Optional.of(state))) {
        throw new UnavailableException(
            state.file + " has changed while it was read",
            "see to it that nobody writes to it, and run it again",
            failed);
      }
    }
  }

  /** What tells whether a file is the same; one that takes another's place differs in its key. */
  private record State(Path file, long size, FileTime modified, String key) {
    /** Returns that of a regular file; whoever reads another says so. */
    static Optional<State> of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        String key = String.valueOf(now.fileKey());
        return now.isRegularFile()
            ? Optional.of(new State(file, now.size(), now.lastModifiedTime(), key))
            : Optional.empty();
      } catch (IOException absent) {
        return Optional.empty();
      }
    }
  }
}
