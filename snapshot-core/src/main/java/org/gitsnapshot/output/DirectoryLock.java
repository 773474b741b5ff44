package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gitsnapshot.error.OutputException;

/**
 * Keeps other processes and threads from changing the lists of a directory at the same time: a
 * {@link PassingLock} on a hidden file in it.
 */
public final class DirectoryLock implements AutoCloseable {
  /** Locks of files are a process's; among its threads this one decides. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final PassingLock processes;

  private DirectoryLock(PassingLock processes) {
    this.processes = processes;
  }

  /**
   * Waits for the lock of a directory, which must exist.
   *
   * @param waiting takes what to tell if another process has it, in words
   * @throws OutputException if the lock's file cannot be made there, or the thread is interrupted
   */
  public static DirectoryLock acquire(Path directory, Consumer<String> waiting)
      throws OutputException {
    Path file = directory.resolve(".lock");
    THREADS.lock();
    boolean held = false;
    try {
      PassingLock processes =
          PassingLock.acquire(file, () -> waiting.accept("waiting for another process at " + file));
      held = true;
      return new DirectoryLock(processes);
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
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

  @Override
  public void close() {
    try {
      processes.close();
    } finally {
      THREADS.unlock();
    }
  }
}
