package org.gitsnapshot.codec.catalog;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.recipe.GzipHeader;

/** Puts another gzip header before a deflate stream, in place of the one that its engine writes. */
final class OwnHeader extends FilterOutputStream {
  private final byte[] header;
  private int dropped;

  OwnHeader(OutputStream out, byte[] header) {
    super(out);
    this.header = header;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (dropped == 0 && length > 0) {
      out.write(header);
    }
    int drop = Math.min(length, GzipHeader.FIXED_BYTES - dropped);
    dropped += drop;
    out.write(bytes, from + drop, length - drop);
  }
}
