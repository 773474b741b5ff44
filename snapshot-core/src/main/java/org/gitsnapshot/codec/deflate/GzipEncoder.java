package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.error.OutputException;

/** The frame of RFC 1952 around a deflate stream: one member, no name, no time, made on Unix. */
final class GzipEncoder extends Encoder {
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int UNIX = 3;

  /** What {@code XFL} says of the lowest level. */
  private static final int FASTEST = 4;

  /** What {@code XFL} says of the highest level. */
  private static final int SLOWEST = 2;

  private enum State {
    OPEN,
    FINISHED,
    FAILED,
    CLOSED
  }

  private final OutputStream out;
  private final DeflateStream body;
  private final CRC32 crc = new CRC32();
  private final byte[] one = new byte[1];
  private long size;
  private State state = State.OPEN;

  /** Writes the header. */
  GzipEncoder(Level level, OutputStream out, DeflateStream body) throws IOException {
    this.out = out;
    this.body = body;
    byte[] header = new byte[HEADER_BYTES];
    header[0] = 0x1f;
    header[1] = (byte) 0x8b;
    header[2] = 8;
    header[8] =
        (byte)
            switch (level.number()) {
              case Level.MIN -> FASTEST;
              case Level.MAX -> SLOWEST;
              default -> 0;
            };
    header[9] = UNIX;
    out.write(header);
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
    try {
      crc.update(bytes, from, length);
      size += length;
      body.write(bytes, from, length);
      state = State.OPEN;
    } finally {
      closeIfFailed();
    }
  }

  @Override
  public void finish() throws IOException {
    if (state == State.FINISHED) {
      return;
    }
    checkOpen();
    state = State.FAILED;
    try {
      body.finish();
      body.close();
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      trailer.putInt((int) crc.getValue()).putInt((int) size);
      out.write(trailer.array());
      out.flush();
      state = State.FINISHED;
    } finally {
      closeIfFailed();
    }
  }

  @Override
  public void close() throws IOException {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      body.close();
      out.close();
    }
  }

  /** Ends threads as soon as there is nothing more for them to do. */
  private void closeIfFailed() {
    if (state == State.FAILED) {
      body.close();
    }
  }

  private void checkOpen() throws OutputException {
    switch (state) {
      case OPEN -> {}
      case FINISHED -> throw new OutputException("the gzip stream is finished already", null);
      case FAILED ->
          throw new OutputException("the gzip stream failed before and is incomplete", null);
      case CLOSED -> throw new OutputException("the gzip stream is closed", null);
    }
  }
}
