package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes through. */
final class CountingOutput extends OutputStream {
  private final OutputStream out;

  /** How many bytes went through. */
  long count;

  CountingOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    count += length;
  }
}
