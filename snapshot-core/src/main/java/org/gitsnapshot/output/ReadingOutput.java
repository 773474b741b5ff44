package org.gitsnapshot.output;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read as it is written, by a task on a thread of its own. The reader's failure
 * fails the next write, and the end. Written by one thread.
 *
 * @param <T> what the reader makes of it
 */
public final class ReadingOutput<T> extends OutputStream implements Branch {
  private static final int PIPE = 1 << 20;

  /** Reads a stream to its end. */
  public interface Reader<T> {
    /** Returns what it makes of it; the stream need not be closed. */
    T read(InputStream in) throws IOException;
  }

  private final PipedOutputStream pipe = new PipedOutputStream();
  private final FutureTask<T> task;
  private final String name;
  private @Nullable Thread thread;

  /**
   * Creates one; its thread starts with the first byte.
   *
   * @param name what the thread is called
   */
  public ReadingOutput(String name, Reader<T> reader) throws IOException {
    PipedInputStream in = new PipedInputStream(pipe, PIPE);
    this.name = name;
    this.task =
        new FutureTask<>(
            () -> {
              try (in) {
                return reader.read(in);
              }
            });
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    start();
    try {
      pipe.write(bytes, offset, length);
      // Without it the reader looks for more once a second.
      pipe.flush();
    } catch (IOException closed) {
      // The reader gave up, and knows why.
      T unused = result();
      throw closed;
    }
  }

  @Override
  public void finish() throws IOException {
    start();
    pipe.close();
    T unused = result();
  }

  /** Ends the stream, whole or not, and waits for the reader. */
  @Override
  public void close() throws IOException {
    pipe.close();
    if (thread != null) {
      Uninterruptibles.joinUninterruptibly(thread);
    }
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

  private void start() {
    if (thread == null) {
      thread = new Thread(task, name);
      thread.setDaemon(true);
      thread.start();
    }
  }
}
