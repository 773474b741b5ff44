package org.gitsnapshot.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.gitsnapshot.error.OutputException;

/**
 * Files of the program's own that must be plain ones: a pipe has no end and may wait for ever, and
 * a device takes everything and keeps nothing. Stateless.
 */
public final class PlainFile {
  private PlainFile() {}

  /**
   * Opens a file for reading; a symbolic link to it will do.
   *
   * @throws OutputException if something else has its name
   * @throws NoSuchFileException if there is none
   */
  public static InputStream open(Path file) throws IOException {
    check(file);
    return Files.newInputStream(file);
  }

  /** Reads a file as a whole, as {@link #open} does. */
  public static byte[] read(Path file) throws IOException {
    check(file);
    return Files.readAllBytes(file);
  }

  /**
   * Opens the file of a lock for writing, and makes it when it is not there. What a symbolic link
   * leads to is another's, and is not written to.
   *
   * @throws OutputException if something else has its name
   */
  public static FileChannel makeLock(Path file) throws IOException {
    check(file, LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /** Opens the file of a lock, as {@link #makeLock} does, only if it is there. */
  public static FileChannel openLock(Path file) throws IOException {
    check(file, LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Checks that a name is a plain file's, or nobody's.
   *
   * @throws OutputException if something else has it
   */
  public static void check(Path file, LinkOption... links) throws IOException {
    try {
      BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class, links);
      if (!there.isRegularFile()) {
        throw new OutputException(
            file + " is " + kind(there) + ", and must be a plain file",
            "remove it, and run it again");
      }
    } catch (NoSuchFileException nobodys) {
      // A file can be made.
    }
  }

  private static String kind(BasicFileAttributes there) {
    if (there.isSymbolicLink()) {
      return "a symbolic link";
    }
    return there.isDirectory() ? "a directory" : "a pipe, a socket or a device";
  }
}
