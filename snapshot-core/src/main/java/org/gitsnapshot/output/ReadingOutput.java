package org.gitsnapshot.output;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.io.BulkOutput;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read as it is written, by a task on a thread of its own. The reader's failure
 * fails the next write, and the end. Written by one thread.
 *
 * @param <T> what the reader makes of it
 */
public final class ReadingOutput<T> extends BulkOutput implements Branch {
  /** How many pieces the reader may lag behind; each has what one write had. */
  private static final int QUEUE = 8;

  /** How long to wait for room before looking whether the reader still reads. */
  private static final long PATIENCE_MILLIS = 100;

  private static final byte[] END = new byte[0];

  /** Reads a stream to its end. */
  public interface Reader<T> {
    /** Returns what it makes of it; the stream need not be closed. */
    T read(InputStream in) throws IOException;
  }

  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
  private final FutureTask<T> task;
  private final String name;
  private @Nullable Thread thread;
  private boolean ended;

  /**
   * Creates one; its thread starts with the first byte.
   *
   * @param name what the thread is called
   */
  public ReadingOutput(String name, Reader<T> reader) {
    this.name = name;
    this.task = new FutureTask<>(() -> reader.read(new QueueInput(queue)));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    start();
    if (length > 0 && !put(Arrays.copyOfRange(bytes, offset, offset + length))) {
      // The reader gave up, and may know why.
      T unused = result();
      throw new IOException(name + " reads no further");
    }
  }

  @Override
  public void finish() throws IOException {
    start();
    end();
    T unused = result();
  }

  /** Ends the stream, whole or not, and waits for the reader. */
  @Override
  public void close() {
    end();
    if (thread != null) {
      Uninterruptibles.joinUninterruptibly(thread);
    }
  }

  /** Returns whether the reader has read all that it wants. */
  public boolean isRead() {
    return task.isDone();
  }

  /** Returns what the reader made of it, once the stream has ended. */
  public T result() throws IOException {
    try {
      return requireNonNull(Uninterruptibles.getUninterruptibly(task));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException e) {
        throw e;
      }
      if (failed.getCause() instanceof Error e) {
        throw e;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      boolean unused = put(END);
    }
  }

  /** Returns whether the reader will have it. */
  private boolean put(byte[] bytes) {
    boolean interrupted = false;
    try {
      while (thread != null && !task.isDone()) {
        try {
          if (queue.offer(bytes, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            return true;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void start() {
    if (thread == null) {
      thread = new Thread(task, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** The pieces as a stream. */
  private static final class QueueInput extends InputStream {
    private final BlockingQueue<byte[]> queue;
    private byte[] piece = new byte[0];
    private int at;
    private boolean atEnd;

    QueueInput(BlockingQueue<byte[]> queue) {
      this.queue = queue;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      while (at == piece.length && !atEnd) {
        piece = Uninterruptibles.takeUninterruptibly(queue);
        at = 0;
        atEnd = piece == END;
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, bytes, offset, count);
      at += count;
      return count == 0 ? -1 : count;
    }
  }
}
