package org.gitsnapshot.mirror;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.output.StayingLock;

/** The right to use a state directory, held by one run: a {@link StayingLock}. */
final class StateLock implements AutoCloseable {
  private final StayingLock lock;

  private StateLock(StayingLock lock) {
    this.lock = lock;
  }

  /**
   * Waits for the lock of a state directory, which must exist.
   *
   * @param waiting runs if another run has it
   * @throws OutputException if the lock's file cannot be made
   * @throws UnavailableException if the thread is interrupted while it waits
   */
  static StateLock acquire(Path directory, Runnable waiting) throws IOException {
    Path file = directory.resolve("lock");
    try {
      return new StateLock(
          StayingLock.acquire(file, () -> open(directory, file), new Told(waiting)));
    } catch (SnapshotException told) {
      throw told;
    } catch (InterruptedIOException interrupted) {
      throw new UnavailableException(
          "interrupted while waiting for " + directory, null, interrupted);
    } catch (IOException e) {
      throw new OutputException(
          "cannot lock the state " + directory + ": " + Explanation.reason(e),
          "put it on a file system that has locks, with --state",
          e);
    }
  }

  private static FileChannel open(Path directory, Path file) throws OutputException {
    try {
      return PlainFile.makeLock(file);
    } catch (IOException e) {
      throw FailureReason.of("cannot write to the state " + directory, e);
    }
  }

  /** Whoever has it, a run of this process or of another, is told of alike. */
  private record Told(Runnable waiting) implements StayingLock.Waiting {
    @Override
    public void forThread() {
      waiting.run();
    }

    @Override
    public void forProcess() {
      waiting.run();
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
