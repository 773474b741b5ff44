package org.gitsnapshot.tar;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The stream below the headers: pads to blocks of 512 bytes and ends on a record of 10240.
 *
 * <p>Not thread-safe. Does not close the stream it writes to.
 */
final class BlockedOutput extends OutputStream {
  /** Tar's blocking factor of 20: the unit that a tar is written in and padded to. */
  static final int RECORD = 20 * UstarHeader.SIZE;

  /** The end of an archive is at least two blocks of zeros. */
  private static final int MIN_TRAILER = 2 * UstarHeader.SIZE;

  private static final int BUFFER = 12 * RECORD;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int fill;
  private long written;

  BlockedOutput(OutputStream out) {
    this.out = out;
  }

  /** Returns how many bytes have been taken, padding included. */
  long position() {
    return written;
  }

  @Override
  public void write(int b) throws IOException {
    if (fill == BUFFER) {
      drain();
    }
    buffer[fill++] = (byte) b;
    written++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    written += length;
    if (length >= BUFFER - fill) {
      drain();
      if (length >= BUFFER) {
        out.write(bytes, offset, length);
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, fill, length);
    fill += length;
  }

  /** Writes zeros up to the next multiple of 512 bytes. */
  void pad() throws IOException {
    zeros((int) (-written & (UstarHeader.SIZE - 1)));
  }

  /** Writes the trailer: zeros to the end of the record, and another record if they are too few. */
  void trailer() throws IOException {
    int tail = (int) (RECORD - written % RECORD);
    zeros(tail < MIN_TRAILER ? tail + RECORD : tail);
    drain();
  }

  private void zeros(int count) throws IOException {
    int left = count;
    while (left > 0) {
      if (fill == BUFFER) {
        drain();
      }
      int run = Math.min(left, BUFFER - fill);
      Arrays.fill(buffer, fill, fill + run, (byte) 0);
      fill += run;
      written += run;
      left -= run;
    }
  }

  private void drain() throws IOException {
    out.write(buffer, 0, fill);
    fill = 0;
  }
}
