package org.gitsnapshot.io;

import java.io.IOException;
import java.io.InputStream;

/** An input stream that is written for many bytes at once; a single one is an array of one. */
public abstract class BulkInput extends InputStream {
  /** Starts at the beginning of whatever it reads. */
  protected BulkInput() {}

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
