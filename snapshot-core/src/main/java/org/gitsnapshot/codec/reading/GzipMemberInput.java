package org.gitsnapshot.codec.reading;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A gzip member without its extra field: the decoder wants that made of subfields (RFC 1952,
 * section 2.3.1.1), and gzip passes over whatever is in it.
 *
 * <p>Behind the header it is the stream below, marks and all.
 */
final class GzipMemberInput extends FilterInputStream {
  private static final int FIXED_BYTES = 10;
  private static final int FLAGS = 3;
  private static final int EXTRA = 4;

  /** What every header begins with; it says of no extra field. */
  private final byte[] head;

  private int taken;

  private GzipMemberInput(InputStream in, byte[] head) {
    super(in);
    this.head = head;
  }

  /** Returns the member that a stream is at, or the stream itself if there is no such field. */
  static InputStream of(InputStream in) throws IOException {
    in.mark(FIXED_BYTES);
    byte[] head = in.readNBytes(FIXED_BYTES);
    if (head.length < FIXED_BYTES || (head[FLAGS] & EXTRA) == 0) {
      in.reset();
      return in;
    }
    head[FLAGS] &= ~EXTRA;
    int length = byteOf(in) | byteOf(in) << Byte.SIZE;
    if (in.readNBytes(length).length < length) {
      throw new EOFException();
    }
    return new GzipMemberInput(in, head);
  }

  private static int byteOf(InputStream in) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  @Override
  public int read() throws IOException {
    return taken < head.length ? head[taken++] & 0xff : in.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (taken == head.length) {
      return in.read(bytes, offset, length);
    }
    int n = Math.min(length, head.length - taken);
    System.arraycopy(head, taken, bytes, offset, n);
    taken += n;
    return n;
  }
}
