package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.gitsnapshot.error.OutputException;

/** Directories whose names, and the names in them, are on the disk. */
public final class Directories {
  private Directories() {}

  /**
   * Makes a directory, and those above it that are not there. Their names are on the disk when this
   * returns; what was there before is taken to be.
   *
   * @throws OutputException if one cannot be made
   */
  public static void make(Path directory) throws OutputException {
    make(directory, "");
  }

  /**
   * Makes one the same way.
   *
   * @param how how another is chosen, for the failure; see {@link FailureReason#of(String,
   *     IOException, String)}
   * @throws OutputException if one cannot be made
   */
  public static void make(Path directory, String how) throws OutputException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = directory.toAbsolutePath();
        at != null && !Files.isDirectory(at);
        at = at.getParent()) {
      missing.push(at);
    }
    try {
      for (Path each : missing) {
        make(each, of(each));
      }
    } catch (IOException e) {
      throw FailureReason.of("cannot make the directory " + directory, e, how);
    }
  }

  private static void make(Path directory, Path parent) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException present) {
      // By another process, just now; or a file has the name.
      if (!Files.isDirectory(directory)) {
        throw present;
      }
    }
    force(parent);
  }

  /** Returns the directory that a file is in; the root is in itself. */
  public static Path of(Path file) {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    return directory == null ? absolute : directory;
  }

  /**
   * Brings to the disk which names there are in a directory: a name that was given, moved or
   * removed may else be the old one after a power cut.
   */
  public static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException cannotOpen) {
      // It can be written and not read, or the system opens no directories; the names stand.
    }
  }
}
