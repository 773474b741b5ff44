package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gitsnapshot.io.BulkInput;

/**
 * The body of an answer of http as it comes, before it is unpacked.
 *
 * <p>The JDK reads on until there is a byte of the body, however much a server puts between two of
 * them, and its streams cannot be closed meanwhile. So where a read may wait, another thread does
 * it, which is left behind with the connection when the server's time is over.
 */
final class HttpBody extends BulkInput {
  private static final ExecutorService READERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "body of http");
            thread.setDaemon(true);
            return thread;
          });

  private final InputStream in;
  private final ServerWatch watch;
  private final byte[] piece = new byte[8192];
  private boolean abandoned;

  HttpBody(InputStream in, ServerWatch watch) {
    this.in = in;
    this.watch = watch;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    long patience = watch.patienceLeft();
    long start = System.nanoTime();
    watch.waits();
    int n = -1;
    try {
      n =
          in.available() > 0
              ? in.read(buffer, offset, length)
              : readWithin(patience, buffer, offset, length);
    } finally {
      watch.came(n, System.nanoTime() - start);
    }
    return n;
  }

  private int readWithin(long nanos, byte[] buffer, int offset, int length) throws IOException {
    if (abandoned) {
      throw new IOException("nobody reads this answer any more");
    }
    FutureTask<Integer> task =
        new FutureTask<>(() -> in.read(piece, 0, Math.min(length, piece.length)));
    READERS.execute(task);
    try {
      int n = task.get(nanos, TimeUnit.NANOSECONDS);
      System.arraycopy(piece, 0, buffer, offset, Math.max(n, 0));
      return n;
    } catch (TimeoutException stalled) {
      abandoned = true;
      throw watch.stopped(watch.stalled(""));
    } catch (InterruptedException interrupted) {
      abandoned = true;
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException why) {
        throw why;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new IOException("the answer is not http", failed.getCause());
    }
  }

  @Override
  public int available() throws IOException {
    return abandoned ? 0 : in.available();
  }

  /** Closes it, unless another thread still reads: it would be waited for. */
  @Override
  public void close() throws IOException {
    if (!abandoned) {
      in.close();
    }
  }
}
