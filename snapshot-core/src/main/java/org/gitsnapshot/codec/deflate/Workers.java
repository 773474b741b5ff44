package org.gitsnapshot.codec.deflate;

import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of one stream: one at first, and all when that is asked for. They are daemons, and end by
 * themselves when left without work.
 */
final class Workers implements AutoCloseable {
  /** The name of each thread. */
  static final String THREAD_NAME = "deflate";

  private static final int IDLE_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  Workers(int count) {
    threads =
        new ThreadPoolExecutor(
            1,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, THREAD_NAME);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Lets all threads work from now on. */
  void useAll() {
    threads.setCorePoolSize(threads.getMaximumPoolSize());
  }

  /** Starts a task as soon as a thread is free, in the order of the calls. */
  Future<?> submit(Runnable task) {
    return threads.submit(task);
  }

  /**
   * Waits for a task.
   *
   * @throws InterruptedIOException if the thread is interrupted meanwhile; it stays so
   */
  static void await(Future<?> task) throws InterruptedIOException {
    try {
      task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("compressing failed in a thread", failed.getCause());
    }
  }

  /** Drops what has not begun and ends the threads; does not wait for them. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
