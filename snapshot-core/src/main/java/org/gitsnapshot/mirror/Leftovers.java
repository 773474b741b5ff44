package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.FailureReason;

/**
 * Removes what processes that were killed left half written in the published directory.
 *
 * <p>The names are those of {@link AtomicFile}. One of a process that runs is left alone; so is a
 * young one, since a process of another machine may share the directory.
 */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("\\..*\\.([0-9]{1,18})-[0-9a-f]+\\.tmp");

  /** Whoever writes a file touches it far more often. */
  private static final Duration AGE = Duration.ofMinutes(10);

  private Leftovers() {}

  static void remove(Path directory) throws IOException {
    Instant old = Instant.now().minus(AGE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*.tmp")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()
            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
            && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw FailureReason.of("cannot clean " + directory, e);
    }
  }
}
