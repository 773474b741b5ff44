package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.gitsnapshot.error.OutputException;

/**
 * Keeps other processes and threads from changing the lists of a directory at the same time.
 *
 * <p>It is a file that is locked and, at the end, removed. Whoever waited for the lock of a file
 * that was removed meanwhile holds nothing: a token written into the file tells. A process that
 * dies leaves a file that nobody has locked and that the next one takes over.
 */
public final class DirectoryLock implements AutoCloseable {
  /** Locks of files are a process's; among its threads this one decides. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for the lock of a directory, which must exist.
   *
   * @throws OutputException if the lock's file cannot be made there
   */
  public static DirectoryLock acquire(Path directory) throws OutputException {
    Path file = directory.resolve(".lock");
    THREADS.lock();
    try {
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (holds(channel, file)) {
          return new DirectoryLock(file, channel);
        }
        channel.close();
      }
    } catch (IOException e) {
      THREADS.unlock();
      throw FailureReason.of("cannot lock " + directory, e);
    }
  }

  private static boolean holds(FileChannel channel, Path file) throws IOException {
    channel.lock();
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(token), 0);
    try {
      return Arrays.equals(Files.readAllBytes(file), token);
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } finally {
      THREADS.unlock();
    }
  }
}
