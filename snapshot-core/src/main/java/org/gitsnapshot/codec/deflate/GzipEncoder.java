package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.gitsnapshot.codec.Encoder;

/** The frame of RFC 1952 around a deflate stream: one member, no name, no time, made on Unix. */
final class GzipEncoder extends Encoder {
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int UNIX = 3;

  /** What {@code XFL} says of the lowest level. */
  private static final int FASTEST = 4;

  /** What {@code XFL} says of the highest level. */
  private static final int SLOWEST = 2;

  private final OutputStream out;
  private final DeflateStream body;
  private final CRC32 crc = new CRC32();
  private long size;

  /** Writes the header. */
  GzipEncoder(Level level, OutputStream out, DeflateStream body) throws IOException {
    super("gzip", out);
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
  protected void encode(byte[] bytes, int from, int length) throws IOException {
    crc.update(bytes, from, length);
    size += length;
    body.write(bytes, from, length);
  }

  @Override
  protected void end() throws IOException {
    body.finish();
    ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt((int) size);
    out.write(trailer.array());
  }

  @Override
  protected void release() {
    body.close();
  }
}
