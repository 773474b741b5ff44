package org.gitsnapshot.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.gitsnapshot.error.OutputException;

/**
 * A compressed stream being written. Used by one thread at a time.
 *
 * <p>{@link #finish()} ends the format and leaves the stream below open; {@link #close()} gives
 * back what the encoder holds and closes the stream below, and does <em>not</em> finish: a stream
 * closed early is left visibly incomplete, never made to look whole. {@link #flush()} does not
 * change the bytes and need not push anything out. After a failure every write fails.
 */
public abstract class Encoder extends OutputStream {
  private enum State {
    OPEN,
    FINISHED,
    FAILED,
    CLOSED
  }

  private final String format;
  private final OutputStream out;
  private final byte[] one = new byte[1];
  private State state = State.OPEN;

  /**
   * Creates one.
   *
   * @param format what errors call the stream, such as {@code gzip}
   * @param out the stream below, closed with this one
   */
  protected Encoder(String format, OutputStream out) {
    this.format = format;
    this.out = out;
  }

  /** Takes more input; the range is one of the array. */
  protected abstract void encode(byte[] bytes, int from, int length) throws IOException;

  /** Writes what is still held, and the format's end. */
  protected abstract void end() throws IOException;

  /** Gives back threads and memory; called after the end, a failure, and on closing. */
  protected void release() throws IOException {}

  @Override
  public final void write(int b) throws IOException {
    one[0] = (byte) b;
    write(one, 0, 1);
  }

  @Override
  public final void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    checkOpen();
    state = State.FAILED;
    try {
      encode(bytes, from, length);
      state = State.OPEN;
    } finally {
      releaseIfFailed();
    }
  }

  /** Does nothing: the bytes do not depend on how the input is cut. */
  @Override
  public final void flush() {}

  /** Ends the format: everything written so far is out, with the trailer. Later writes fail. */
  public final void finish() throws IOException {
    if (state == State.FINISHED) {
      return;
    }
    checkOpen();
    state = State.FAILED;
    try {
      end();
      out.flush();
      release();
      state = State.FINISHED;
    } finally {
      releaseIfFailed();
    }
  }

  @Override
  public final void close() throws IOException {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      try {
        release();
      } finally {
        out.close();
      }
    }
  }

  private void releaseIfFailed() throws IOException {
    if (state == State.FAILED) {
      release();
    }
  }

  private void checkOpen() throws OutputException {
    switch (state) {
      case OPEN -> {}
      case FINISHED -> throw failure("is finished already");
      case FAILED -> throw failure("failed before and is incomplete");
      case CLOSED -> throw failure("is closed");
    }
  }

  private OutputException failure(String what) {
    return new OutputException("the " + format + " stream " + what, null);
  }
}
