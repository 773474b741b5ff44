package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.UnavailableException;

/**
 * The right to write to one repository of the cache, held by one thread of one process.
 *
 * <p>Processes are kept apart by a lock of the operating system on a file that stays: it goes with
 * the process however that ends, so there is never a stale one. Such a lock belongs to the whole
 * process, hence a second one among its threads. Waiting ends when the holder does, and holders are
 * bounded by their timeouts.
 */
final class CacheLock implements AutoCloseable {
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;

  private CacheLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file the lock's file, made with its directory if it is not there
   * @throws OutputException if the file cannot be made
   * @throws UnavailableException if the thread is interrupted while it waits
   */
  static CacheLock acquire(Path file, AcquireListener listener) throws IOException {
    ReentrantLock threads = THREADS.computeIfAbsent(file, unused -> new ReentrantLock());
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interruptedAt(file, interrupted);
    }
    try {
      return new CacheLock(threads, lockFile(file, listener));
    } catch (IOException | RuntimeException failed) {
      threads.unlock();
      throw failed;
    }
  }

  private static FileChannel lockFile(Path file, AcquireListener listener) throws IOException {
    FileChannel channel;
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException failed) {
      throw new OutputException(
          "cannot write the cache: " + failed.getMessage(),
          "choose another cache directory",
          failed);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        listener.stage("waiting for another process at " + file);
        channel.lock();
      }
      return channel;
    } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
      channel.close();
      throw interruptedAt(file, interrupted);
    } catch (IOException failed) {
      channel.close();
      throw new OutputException(
          "cannot lock " + file + ": " + failed.getMessage(),
          "put the cache on a file system that has locks",
          failed);
    }
  }

  private static UnavailableException interruptedAt(Path file, Exception cause) {
    return new UnavailableException("interrupted while waiting for " + file, null, cause);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close(); // Which gives up the lock.
    } finally {
      threads.unlock();
    }
  }
}
