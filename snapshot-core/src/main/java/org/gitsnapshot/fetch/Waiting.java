package org.gitsnapshot.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Waits for what another thread does. */
final class Waiting {
  private Waiting() {}

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
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching");
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
}
