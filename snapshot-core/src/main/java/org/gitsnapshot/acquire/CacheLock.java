package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.output.SystemLock;

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
    ReentrantLock threads = threads(file);
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interruptedAt(file, interrupted);
    }
    boolean held = false;
    try {
      FileChannel channel = open(file);
      lock(file, channel, listener);
      held = true;
      return new CacheLock(threads, channel);
    } finally {
      if (!held) {
        threads.unlock();
      }
    }
  }

  /**
   * Takes the lock if nobody has it. A thread must not ask for one that it holds.
   *
   * @param file the lock's file, which is there
   */
  static Optional<CacheLock> attempt(Path file) throws IOException {
    ReentrantLock threads = threads(file);
    if (!threads.tryLock()) {
      return Optional.empty();
    }
    boolean held = false;
    try {
      FileChannel channel = PlainFile.openLock(file);
      try {
        held = channel.tryLock() != null;
        return held ? Optional.of(new CacheLock(threads, channel)) : Optional.empty();
      } finally {
        if (!held) {
          channel.close();
        }
      }
    } finally {
      if (!held) {
        threads.unlock();
      }
    }
  }

  /** Returns the lock among threads, the same however the path is written. */
  private static ReentrantLock threads(Path file) throws IOException {
    Path directory = Directories.of(file);
    Directories.make(directory, CacheFailure.ANOTHER);
    Path key = directory.toRealPath().resolve(file.getFileName());
    return THREADS.computeIfAbsent(key, unused -> new ReentrantLock());
  }

  private static FileChannel open(Path file) throws OutputException {
    try {
      return PlainFile.makeLock(file);
    } catch (OutputException told) {
      throw told;
    } catch (IOException failed) {
      throw CacheFailure.of(file, failed);
    }
  }

  /** Waits for the system's lock; the channel is closed if it is not got. */
  private static void lock(Path file, FileChannel channel, AcquireListener listener)
      throws IOException {
    boolean held = false;
    try {
      SystemLock.acquire(channel, () -> listener.stage("waiting for another process at " + file));
      held = true;
    } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
      throw interruptedAt(file, interrupted);
    } catch (IOException failed) {
      throw new OutputException(
          "cannot lock " + file + ": " + Explanation.reason(failed),
          "put the cache on a file system that has locks",
          failed);
    } finally {
      if (!held) {
        channel.close();
      }
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
