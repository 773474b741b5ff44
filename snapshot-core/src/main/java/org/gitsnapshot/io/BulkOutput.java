package org.gitsnapshot.io;

import java.io.IOException;
import java.io.OutputStream;

/** An output stream that is written for many bytes at once; a single one is an array of one. */
public abstract class BulkOutput extends OutputStream {
  /** Starts at the beginning of whatever it writes. */
  protected BulkOutput() {}

  @Override
  public final void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
