package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.error.OutputException;

/** A bzip2 stream being written. */
final class Bzip2Encoder extends Encoder {
  private enum State {
    OPEN,
    FINISHED,
    FAILED,
    CLOSED
  }

  private final OutputStream out;
  private final BlockSink sink;
  private final BlockFiller filler;
  private final byte[] one = new byte[1];
  private State state = State.OPEN;

  Bzip2Encoder(OutputStream out, BlockSink sink) throws IOException {
    this.out = out;
    this.sink = sink;
    filler = new BlockFiller(sink);
  }

  @Override
  public void write(int b) throws IOException {
    one[0] = (byte) b;
    write(one, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    checkOpen();
    state = State.FAILED;
    filler.write(bytes, from, from + length);
    state = State.OPEN;
  }

  @Override
  public void finish() throws IOException {
    if (state == State.FINISHED) {
      return;
    }
    checkOpen();
    state = State.FAILED;
    filler.finish();
    sink.finish();
    sink.close();
    state = State.FINISHED;
  }

  @Override
  public void close() throws IOException {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      sink.close();
      out.close();
    }
  }

  private void checkOpen() throws OutputException {
    switch (state) {
      case OPEN -> {}
      case FINISHED -> throw new OutputException("the bzip2 stream is finished already", null);
      case FAILED ->
          throw new OutputException("the bzip2 stream failed before and is incomplete", null);
      case CLOSED -> throw new OutputException("the bzip2 stream is closed", null);
    }
  }
}
