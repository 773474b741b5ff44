package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.FailureReason;

/** Gives files their names in the published directory: whole, and on the disk before. */
final class Destination {
  private final Path directory;

  Destination(Path directory) {
    this.directory = directory;
  }

  Path resolve(String name) {
    return directory.resolve(name);
  }

  /** Brings a file to the disk, so that a name that it gets is never that of a part of it. */
  static void force(Path file) throws OutputException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + file, e);
    }
  }

  /**
   * Moves a file here. Where that is another file system it is copied, and gets its name when all
   * of it is there; its time stays.
   */
  void place(Path file, String name) throws OutputException {
    move(file, resolve(name));
  }

  /** Moves a file, the same way, to any place. */
  static void move(Path file, Path target) throws OutputException {
    try {
      try {
        Files.move(
            file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Directories.force(Directories.of(target));
      } catch (AtomicMoveNotSupportedException otherFileSystem) {
        copy(file, target);
        Files.delete(file);
      }
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  private static void copy(Path file, Path target) throws IOException {
    try (AtomicFile copy = AtomicFile.create(target)) {
      long unused = Files.copy(file, copy);
      copy.seal();
      copy.publish();
    }
    Files.setLastModifiedTime(target, Files.getLastModifiedTime(file));
  }
}
