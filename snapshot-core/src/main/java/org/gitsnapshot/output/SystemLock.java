package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the operating system's lock of a file.
 *
 * <p>POSIX gives such locks to processes and knows nothing of their threads. Where one thread of a
 * process has a lock that another process waits for, and another thread waits for one of that
 * process, the system takes it for a deadlock (EDEADLK) and refuses to wait, though each thread
 * would let go by itself. Then this waits and asks again. Stateless.
 */
public final class SystemLock {
  private static final int PAUSE_MILLIS = 10;

  private SystemLock() {}

  /** What to do when another process has the lock. */
  public interface Taken {
    /** Returns to wait for it. */
    void run() throws IOException;
  }

  /**
   * Locks a file that no thread of this process has locked. The lock goes with the channel.
   *
   * @param taken runs before another process is waited for, once
   * @throws FileLockInterruptionException or {@link ClosedByInterruptException} if the thread is
   *     interrupted; it stays interrupted
   * @throws IOException if the file system has no locks, or {@code taken} throws it
   */
  public static void acquire(FileChannel channel, Taken taken) throws IOException {
    if (channel.tryLock() == null) {
      taken.run();
      boolean held = false;
      while (!held) {
        held = waits(channel);
      }
    }
  }

  /** Returns false if the system would not wait for a file that somebody has locked. */
  private static boolean waits(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.lock();
      return lock.isValid();
    } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
      throw interrupted;
    } catch (IOException refused) {
      // The reason is in words of the user's language; what is no deadlock fails here, too.
      if (channel.tryLock() != null) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new FileLockInterruptionException();
      }
      return false;
    }
  }
}
