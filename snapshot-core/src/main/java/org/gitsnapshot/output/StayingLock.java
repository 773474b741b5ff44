package org.gitsnapshot.output;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that stays, held by one thread of one process.
 *
 * <p>Processes are kept apart by a lock of the operating system: it goes with the process however
 * that ends, so there is never a stale one. Such a lock belongs to the whole process, hence a
 * second one among its threads. A thread must not ask for one that it holds.
 */
public final class StayingLock implements AutoCloseable {
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;

  private StayingLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /**
   * Opens the lock's file for writing. It is not opened while a thread of this process has the
   * lock: a process gives up its locks on a file by closing any channel of it.
   */
  public interface Opening {
    /** Returns the channel, which the lock closes. */
    FileChannel open() throws IOException;
  }

  /** Hears that the lock is taken. */
  public interface Waiting {
    /** Returns to wait for another thread of this process. */
    default void forThread() {}

    /** Returns to wait for another process. */
    void forProcess() throws IOException;
  }

  /**
   * Waits for the lock.
   *
   * @param file the lock's file, whose directory exists; the lock is the same however the path is
   *     written
   * @throws InterruptedIOException if the thread is interrupted while it waits; it stays
   *     interrupted
   * @throws IOException as {@code opening} and {@code waiting} throw it, or if the file system has
   *     no locks
   */
  public static StayingLock acquire(Path file, Opening opening, Waiting waiting)
      throws IOException {
    ReentrantLock threads = threads(file);
    if (!threads.tryLock()) {
      waiting.forThread();
      try {
        threads.lockInterruptibly();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw interrupted(interrupted);
      }
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = opening.open();
      SystemLock.acquire(channel, waiting::forProcess);
      held = true;
      return new StayingLock(threads, channel);
    } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
      throw interrupted(interrupted);
    } finally {
      if (!held) {
        giveUp(channel, threads);
      }
    }
  }

  /**
   * Takes the lock if nobody has it.
   *
   * @param file as in {@link #acquire}
   */
  public static Optional<StayingLock> attempt(Path file, Opening opening) throws IOException {
    ReentrantLock threads = threads(file);
    if (!threads.tryLock()) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = opening.open();
      held = channel.tryLock() != null;
      return held ? Optional.of(new StayingLock(threads, channel)) : Optional.empty();
    } finally {
      if (!held) {
        giveUp(channel, threads);
      }
    }
  }

  private static ReentrantLock threads(Path file) throws IOException {
    Path key = Directories.of(file).toRealPath().resolve(file.getFileName());
    return THREADS.computeIfAbsent(key, unused -> new ReentrantLock());
  }

  private static InterruptedIOException interrupted(Exception cause) {
    InterruptedIOException told = new InterruptedIOException("interrupted while waiting");
    told.initCause(cause);
    return told;
  }

  private static void giveUp(@Nullable FileChannel channel, ReentrantLock threads)
      throws IOException {
    try {
      if (channel != null) {
        channel.close(); // Which gives up the system's lock.
      }
    } finally {
      threads.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    giveUp(channel, threads);
  }
}
