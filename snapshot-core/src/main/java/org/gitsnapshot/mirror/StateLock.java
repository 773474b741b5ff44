package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.output.SystemLock;

/**
 * The right to use a state directory, held by one run of one process.
 *
 * <p>It is a lock of the operating system on a file that stays, so it goes with the process however
 * that ends. Such locks are a process's; among its threads a second one decides.
 */
final class StateLock implements AutoCloseable {
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;

  private StateLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /**
   * Waits for the lock of a state directory, which must exist.
   *
   * @param waiting runs once if another process has it
   * @throws OutputException if the lock's file cannot be made
   * @throws UnavailableException if the thread is interrupted while it waits
   */
  static StateLock acquire(Path directory, Runnable waiting) throws IOException {
    Path file = directory.resolve("lock");
    ReentrantLock threads =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), unused -> new ReentrantLock());
    try {
      if (!threads.tryLock()) {
        waiting.run();
        threads.lockInterruptibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interruptedAt(directory, interrupted);
    }
    boolean held = false;
    try {
      FileChannel channel = lock(directory, file, waiting);
      held = true;
      return new StateLock(threads, channel);
    } finally {
      if (!held) {
        threads.unlock();
      }
    }
  }

  private static FileChannel lock(Path directory, Path file, Runnable waiting) throws IOException {
    FileChannel channel;
    try {
      channel = PlainFile.makeLock(file);
    } catch (IOException e) {
      throw FailureReason.of("cannot write to the state " + directory, e);
    }
    boolean held = false;
    try {
      SystemLock.acquire(channel, waiting::run);
      held = true;
      return channel;
    } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
      throw interruptedAt(directory, interrupted);
    } catch (IOException e) {
      throw new OutputException(
          "cannot lock the state " + directory + ": " + Explanation.reason(e),
          "put it on a file system that has locks, with --state",
          e);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static UnavailableException interruptedAt(Path directory, Exception cause) {
    return new UnavailableException("interrupted while waiting for " + directory, null, cause);
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
