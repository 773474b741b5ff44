package org.gitsnapshot.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A {@link BulkInput} on top of another stream, which it closes. */
public abstract class BulkFilterInput extends FilterInputStream {
  /** Takes over a stream. */
  protected BulkFilterInput(InputStream in) {
    super(in);
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
