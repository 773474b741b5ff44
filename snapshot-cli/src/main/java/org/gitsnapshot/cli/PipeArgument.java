package org.gitsnapshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** An argument that names a pipe, as a shell's {@code <(…)} and {@code /dev/stdin} do. */
final class PipeArgument {
  private PipeArgument() {}

  /** Returns whether there is something that is neither a regular file nor a directory. */
  static boolean isPipe(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }
}
