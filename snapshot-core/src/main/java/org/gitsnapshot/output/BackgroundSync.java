package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file to the disk while more of it is written, so that at the end little is left to wait
 * for: a system keeps half a gigabyte in memory and writes it when it must.
 *
 * <p>The system tells of a failure once, and perhaps here: it is kept, and thrown at the next call.
 * For the one thread that writes the file.
 */
final class BackgroundSync {
  /** How many bytes are written between two beginnings; one is not begun while another goes on. */
  private static final long STEP = 32 << 20;

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "to-disk");
            thread.setDaemon(true);
            return thread;
          });

  private final FileChannel channel;
  private long written;
  private @Nullable Future<?> running;

  BackgroundSync(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Hears that so many bytes more are in the file.
   *
   * @throws IOException if bytes written earlier could not be brought to the disk
   */
  void wrote(int bytes) throws IOException {
    written += bytes;
    if (written >= STEP && (running == null || running.isDone())) {
      await();
      written = 0;
      running =
          THREADS.submit(
              () -> {
                channel.force(false);
                return null;
              });
    }
  }

  /**
   * Waits for what was begun, also when the thread is interrupted.
   *
   * @throws IOException if it failed
   */
  void await() throws IOException {
    Future<?> begun = running;
    running = null;
    boolean interrupted = false;
    while (begun != null) {
      try {
        Object unused = begun.get();
        begun = null;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        if (e.getCause() instanceof IOException failed) {
          throw failed;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
