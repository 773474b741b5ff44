package org.gitsnapshot.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.gitsnapshot.error.OutputException;

/**
 * A file that appears under its name whole, or not at all.
 *
 * <p>It is written beside its place under a hidden temporary name. {@link #seal()} brings it to the
 * disk; {@link #publish()} gives it its name, replacing what had it, and brings the directory to
 * the disk. {@link #close()} without {@code publish} removes it and leaves what was there. A
 * process that is told to end removes it too; what one that is killed leaves is removed by the next
 * that writes into the directory. Used by one thread at a time.
 */
public final class AtomicFile extends OutputStream {
  /** The name as the caller gave it, for messages. */
  private final Path target;

  /** Where the file goes: absolute, links resolved. */
  private final Path place;

  private final Path temporary;
  private final FileChannel channel;
  private boolean sealed;
  private boolean published;

  private AtomicFile(Path target, Path place, TemporaryFiles.Temporary file) {
    this.target = target;
    this.place = place;
    this.temporary = file.path();
    this.channel = file.channel();
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
    Path place = real(target);
    try {
      return new AtomicFile(target, place, TemporaryFiles.create(place));
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Removes what processes that were killed left half written in a directory; once, however often
   * it is called by a process. What is being written is left alone. {@link #create} does so too.
   */
  public static void removeLeftovers(Path directory) {
    TemporaryFiles.clean(directory);
  }

  private static Path real(Path target) throws OutputException {
    try {
      return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    if (sealed) {
      throw new IOException(target + " is sealed");
    }
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Brings what was written to the disk; nothing can be written after it. The file stays open, so
   * that nobody takes it for a leftover.
   */
  public void seal() throws OutputException {
    sealed = true;
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Gives the sealed file its name. */
  public void publish() throws OutputException {
    try {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      published = true;
      TemporaryFiles.forget(temporary);
      Directories.force(Directories.of(temporary));
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  @Override
  public void close() throws OutputException {
    try {
      if (!published) {
        TemporaryFiles.forget(temporary);
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failure(target, e);
    } finally {
      closeChannel();
    }
  }

  /** What was to be on the disk is there, or its failure was told: nothing depends on this. */
  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException unused) {
      // The descriptor is gone all the same.
    }
  }

  private static OutputException failure(Path target, IOException cause) {
    return FailureReason.of("cannot write " + target, cause);
  }
}
