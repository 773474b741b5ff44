package org.gitsnapshot.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PassingLock;

/**
 * Keeps two fetches from one file in the making: the one that came second would write into what the
 * first has just given its final name.
 *
 * <p>The lock of a process that died is free.
 */
final class PartLock implements AutoCloseable {
  /**
   * Those of this process, which must not open a second channel of a file to find out: closing that
   * would give up the lock.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path key;
  private final PassingLock processes;

  private PartLock(Path key, PassingLock processes) {
    this.key = key;
    this.processes = processes;
  }

  /** What to do when another fetch has the lock. */
  interface Taken {
    /** Returns to wait for it. */
    void by(Path target) throws OutputException;
  }

  /**
   * Takes the lock of a file in the making.
   *
   * @param taken is asked when another fetch has it, once or twice
   * @throws OutputException if it cannot be made
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  static PartLock acquire(Path target, Path part, Taken taken) throws IOException {
    Path file = place(part);
    Path key = key(target, file);
    hold(key, target, taken);
    PartLock lock = null;
    try {
      lock = new PartLock(key, PassingLock.acquire(file, () -> taken.by(target)));
      return lock;
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      throw interrupted(target);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    } finally {
      if (lock == null) {
        release(key);
      }
    }
  }

  private static void hold(Path key, Path target, Taken taken) throws IOException {
    synchronized (HELD) {
      if (HELD.contains(key)) {
        taken.by(target);
      }
      try {
        while (!HELD.add(key)) {
          HELD.wait();
        }
      } catch (InterruptedException e) {
        throw interrupted(target);
      }
    }
  }

  private static void release(Path key) {
    synchronized (HELD) {
      HELD.remove(key);
      HELD.notifyAll();
    }
  }

  private static InterruptedIOException interrupted(Path target) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for another fetch of " + target);
  }

  /** Returns where the lock of a file in the making is. */
  static Path place(Path part) {
    return part.resolveSibling(part.getFileName() + ".lock");
  }

  private static Path key(Path target, Path file) throws OutputException {
    try {
      return Directories.of(file).toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  @Override
  public void close() {
    try {
      processes.close();
    } finally {
      release(key);
    }
  }
}
