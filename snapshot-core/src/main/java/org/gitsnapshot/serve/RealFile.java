package org.gitsnapshot.serve;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a name in a mirror's directory leads: a symbolic link may lead to another file there, and
 * to none outside.
 */
final class RealFile {
  private RealFile() {}

  /**
   * Returns the regular file that a path is, or leads to.
   *
   * @param path a name in the mirror's directory, which has no symbolic link in its own path
   * @throws IOException if it leads to none, or out of the directory
   */
  static Path of(Path path) throws IOException {
    Path directory = path.getParent();
    Path real = path.toRealPath();
    if (directory == null || !real.startsWith(directory) || !Files.isRegularFile(real)) {
      throw new FileSystemException(
          path.toString(), null, "it is no regular file in the mirror's directory");
    }
    return real;
  }
}
