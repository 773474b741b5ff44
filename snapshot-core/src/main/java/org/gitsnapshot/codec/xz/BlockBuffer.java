package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.io.BulkOutput;

/** The bytes of a block in pieces, so that what is there is never copied to make room. */
final class BlockBuffer extends BulkOutput {
  private static final int PIECE = 1 << 20;

  private final long limit;
  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  /**
   * Creates an empty one.
   *
   * @param limit how many bytes it takes at the most
   */
  BlockBuffer(long limit) {
    this.limit = limit;
  }

  /** Says that a block got too long; it has no trace, for it is no fault. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;

    FullException() {
      super("the block is full");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  long size() {
    return size;
  }

  /**
   * Takes bytes.
   *
   * @throws FullException if they do not all fit
   */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > limit - size) {
      throw new FullException();
    }
    int at = from;
    int left = length;
    while (left > 0) {
      int index = (int) (size / PIECE);
      int start = (int) (size % PIECE);
      if (index == pieces.size()) {
        pieces.add(new byte[PIECE]);
      }
      int taken = Math.min(left, PIECE - start);
      System.arraycopy(bytes, at, pieces.get(index), start, taken);
      at += taken;
      left -= taken;
      size += taken;
    }
  }

  void writeTo(OutputStream out) throws IOException {
    long left = size;
    for (byte[] piece : pieces) {
      int length = (int) Math.min(left, PIECE);
      out.write(piece, 0, length);
      left -= length;
    }
  }
}
