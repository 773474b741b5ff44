package org.gitsnapshot.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.gitsnapshot.error.OutputException;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name whole, or not at all.
 *
 * <p>It is written beside its place under a hidden temporary name. {@link #seal()} brings it to the
 * disk; {@link #publish()} gives it its name, replacing what had it, and brings the directory to
 * the disk. {@link #close()} without {@code publish} removes it and leaves what was there. Used by
 * one thread at a time.
 */
public final class AtomicFile extends OutputStream {
  /** Characters of the final name in the temporary one; at most four bytes each. */
  private static final int MAX_KEPT = 50;

  /** The name as the caller gave it, for messages. */
  private final Path target;

  /** Where the file goes: absolute, links resolved. */
  private final Path place;

  private final Path temporary;
  private final FileChannel channel;
  private boolean published;

  private AtomicFile(Path target, Path place, Path temporary, FileChannel channel) {
    this.target = target;
    this.place = place;
    this.temporary = temporary;
    this.channel = channel;
  }

  /**
   * Starts a file. Its directory must exist; its permissions are those the process gives new files.
   * Where a symbolic link has the name, what it leads to is replaced, and the link stays.
   *
   * @throws OutputException if it cannot be created, or a directory or a device has its name
   */
  public static AtomicFile create(Path target) throws OutputException {
    if (Files.isDirectory(target)) {
      throw new OutputException(
          "cannot write " + target + ": it is a directory", "name a file in it");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new OutputException(
          "cannot write " + target + ": it is no regular file",
          "name a file with -o, or - for standard output");
    }
    Path absolute = real(target);
    String name = beginning(absolute.getFileName().toString());
    while (true) {
      String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path temporary =
          absolute.resolveSibling(
              "." + name + "." + ProcessHandle.current().pid() + "-" + unique + ".tmp");
      try {
        FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TemporaryFiles.add(temporary);
        return new AtomicFile(target, absolute, temporary, channel);
      } catch (FileAlreadyExistsException taken) {
        // Try another name.
      } catch (IOException e) {
        throw failure(target, e);
      }
    }
  }

  private static Path real(Path target) throws OutputException {
    try {
      return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * A temporary name is longer than the final one, which may already be as long as names can be.
   */
  private static String beginning(String name) {
    int kept = Math.min(name.codePointCount(0, name.length()), MAX_KEPT);
    return name.substring(0, name.offsetByCodePoints(0, kept));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Brings what was written to the disk; nothing can be written after it. */
  public void seal() throws OutputException {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Opens what was sealed, so that it can be read back before it gets its name; the caller closes
   * the stream.
   */
  public InputStream read() throws OutputException {
    try {
      return Files.newInputStream(temporary);
    } catch (IOException e) {
      throw FailureReason.of("cannot read back what was written for " + target, e);
    }
  }

  /** Gives the sealed file its name. */
  public void publish() throws OutputException {
    try {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      published = true;
      TemporaryFiles.forget(temporary);
      forceDirectory(temporary.getParent());
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  @Override
  public void close() throws OutputException {
    try {
      channel.close();
      if (!published) {
        Files.deleteIfExists(temporary);
        TemporaryFiles.forget(temporary);
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * A rename is on the disk once its directory is. Not every system can open one; those order it.
   */
  static void forceDirectory(@Nullable Path directory) throws IOException {
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException cannotOpen) {
      // A directory that can be written but not read; the rename stands all the same.
    }
  }

  private static OutputException failure(Path target, IOException cause) {
    return FailureReason.of("cannot write " + target, cause);
  }
}
