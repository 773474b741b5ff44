package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.output.StayingLock;

/**
 * The right to write to one repository of the cache: a {@link StayingLock}. Waiting ends when the
 * holder does, and holders are bounded by their timeouts.
 */
final class CacheLock implements AutoCloseable {
  private final StayingLock lock;

  private CacheLock(StayingLock lock) {
    this.lock = lock;
  }

  /**
   * Waits for the lock.
   *
   * @param file the lock's file, made with its directory if it is not there
   * @throws OutputException if the file cannot be made
   * @throws UnavailableException if the thread is interrupted while it waits
   */
  static CacheLock acquire(Path file, AcquireListener listener) throws IOException {
    Directories.make(Directories.of(file), CacheFailure.ANOTHER);
    try {
      return new CacheLock(
          StayingLock.acquire(
              file,
              () -> open(file),
              () -> listener.stage("waiting for another process at " + file)));
    } catch (SnapshotException told) {
      throw told;
    } catch (InterruptedIOException interrupted) {
      throw new UnavailableException("interrupted while waiting for " + file, null, interrupted);
    } catch (IOException failed) {
      throw new OutputException(
          "cannot lock " + file + ": " + Explanation.reason(failed),
          "put the cache on a file system that has locks",
          failed);
    }
  }

  /**
   * Takes the lock if nobody has it. A thread must not ask for one that it holds.
   *
   * @param file the lock's file, which is there
   */
  static Optional<CacheLock> attempt(Path file) throws IOException {
    return StayingLock.attempt(file, () -> PlainFile.openLock(file)).map(CacheLock::new);
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

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
