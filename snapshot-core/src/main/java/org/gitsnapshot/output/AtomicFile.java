package org.gitsnapshot.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.io.BulkOutput;

/**
 * A file that appears under its name whole, or not at all.
 *
 * <p>It is written beside its place under a hidden temporary name. {@link #seal()} brings it to the
 * disk; {@link #publish()} gives it its name, replacing what had it, and brings the directory to
 * the disk. {@link #close()} without {@code publish} removes it and leaves what was there. A
 * process that is told to end removes it too; what one that is killed leaves is removed by the next
 * that writes into the directory. Used by one thread at a time.
 */
public final class AtomicFile extends BulkOutput {
  /** The name as the caller gave it, for messages. */
  private final Path target;

  /** Where the file goes: absolute, links resolved. */
  private final Path place;

  private final Path temporary;
  private final FileChannel channel;
  private final BackgroundSync sync;
  private boolean sealed;
  private boolean onDisk;
  private boolean published;

  private AtomicFile(Path target, Path place, TemporaryFiles.Temporary file) {
    this.target = target;
    this.place = place;
    this.temporary = file.path();
    this.channel = file.channel();
    this.sync = new BackgroundSync(channel);
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
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    if (sealed) {
      throw new IOException(target + " is sealed");
    }
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      sync.wrote(length);
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
    if (onDisk) {
      return;
    }
    try {
      sync.await();
      channel.force(true);
      onDisk = true;
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Opens what was sealed, so that it can be read back before it gets its name. The stream is valid
   * as long as the file is open; to close it does nothing. Another channel would, by being closed,
   * give up the lock.
   */
  public InputStream read() throws OutputException {
    try {
      return Channels.newInputStream(new Unclosed(channel.position(0)));
    } catch (IOException e) {
      throw FailureReason.of("cannot read back what was written for " + target, e);
    }
  }

  /** A channel that stays open. */
  private record Unclosed(FileChannel channel) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return channel.read(into);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {}
  }

  /** Gives the sealed file its name. */
  public void publish() throws OutputException {
    publishAll(List.of(this));
  }

  /**
   * Gives sealed files their names, in their order. When this returns the names are on the disk; if
   * the machine stops before, any of the files may have its name, and each that has it is whole.
   */
  public static void publishAll(List<AtomicFile> files) throws OutputException {
    Map<Path, AtomicFile> directories = new LinkedHashMap<>();
    for (AtomicFile file : files) {
      file.rename();
      directories.put(Directories.of(file.temporary), file);
    }
    for (Map.Entry<Path, AtomicFile> directory : directories.entrySet()) {
      try {
        Directories.force(directory.getKey());
      } catch (IOException e) {
        throw failure(directory.getValue().target, e);
      }
    }
  }

  private void rename() throws OutputException {
    try {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      published = true;
      TemporaryFiles.forget(temporary);
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
