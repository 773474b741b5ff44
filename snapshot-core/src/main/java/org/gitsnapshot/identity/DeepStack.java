package org.gitsnapshot.identity;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs what goes down a directory by calls, one in the other, where there is room for them. */
final class DeepStack {
  /** In bytes; a directory takes some hundred, and there may be some thousand, one in the other. */
  private static final long STACK = 64 << 20;

  private DeepStack() {}

  /** What is run. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs it in a thread of its own, and waits.
   *
   * @throws IOException what it throws, or if this thread is interrupted
   */
  static <T> T run(Work<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(null, task, "identities", STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException why) {
        throw why;
      }
      if (failed.getCause() instanceof Error why) {
        throw why;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
