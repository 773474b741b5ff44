package org.gitsnapshot.fetch;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Waits for what another thread does. */
final class Waiting {
  private Waiting() {}

  /**
   * Waits for a turn.
   *
   * @throws InterruptedIOException if the thread is interrupted
   */
  static void forTurn(Semaphore turns) throws InterruptedIOException {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Waits until it has ended, in whatever way. */
  static void forEnd(Future<?> work) {
    try {
      Object unused = Uninterruptibles.getUninterruptibly(work);
    } catch (ExecutionException failed) {
      // It has ended.
    }
  }

  /**
   * Returns its result.
   *
   * @throws IOException what it threw; an {@link InterruptedIOException} if the thread that waits
   *     is interrupted
   */
  static <T extends @Nullable Object> T on(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error fatal) {
        throw fatal;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while fetching");
  }
}
