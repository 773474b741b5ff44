package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
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

  /**
   * The file as its name leads to it. It is closed with the lock and not before: on POSIX systems a
   * process that closes any channel of a file gives up its locks on it.
   */
  private final FileChannel byName;

  private DirectoryLock(Path file, FileChannel channel, FileChannel byName) {
    this.file = file;
    this.channel = channel;
    this.byName = byName;
  }

  /**
   * Waits for the lock of a directory, which must exist.
   *
   * @throws OutputException if the lock's file cannot be made there, or the thread is interrupted
   */
  public static DirectoryLock acquire(Path directory) throws OutputException {
    Path file = directory.resolve(".lock");
    THREADS.lock();
    boolean held = false;
    try {
      while (true) {
        Optional<DirectoryLock> lock = attempt(file);
        if (lock.isPresent()) {
          held = true;
          return lock.get();
        }
      }
    } catch (FileLockInterruptionException e) {
      throw failure(directory, "interrupted", e);
    } catch (NoSuchFileException e) {
      throw failure(directory, "there is no such directory", e);
    } catch (IOException e) {
      throw FailureReason.of("cannot lock " + directory, e);
    } finally {
      if (!held) {
        THREADS.unlock();
      }
    }
  }

  private static OutputException failure(Path directory, String reason, IOException cause) {
    return new OutputException(
        "cannot lock " + directory + ": " + reason,
        "check that the directory can be written",
        cause);
  }

  /** Returns nothing if the file was removed while it was waited for. */
  private static Optional<DirectoryLock> attempt(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileChannel byName = null;
    boolean held = false;
    try {
      FileLock unused = channel.lock();
      byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(token), 0);
      try {
        byName = FileChannel.open(file, StandardOpenOption.READ);
      } catch (NoSuchFileException removed) {
        return Optional.empty();
      }
      ByteBuffer found = ByteBuffer.allocate(token.length);
      int unusedCount = byName.read(found, 0);
      held = Arrays.equals(found.array(), token);
      return held ? Optional.of(new DirectoryLock(file, channel, byName)) : Optional.empty();
    } finally {
      if (!held) {
        channel.close();
        if (byName != null) {
          byName.close();
        }
      }
    }
  }

  /** Gives it up. A file that cannot be removed does no harm: nobody has locked it. */
  @Override
  public void close() {
    try (channel;
        byName) {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // What was done under the lock is done.
    } finally {
      THREADS.unlock();
    }
  }
}
