package org.gitsnapshot.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.gitsnapshot.error.OutputException;

/**
 * Standard output that says when nobody takes it any more. A {@link PrintStream} keeps that to
 * itself, and an archive would be made to its end for nobody.
 */
final class CheckedOutput extends OutputStream {
  private static final int BUFFER = 1 << 16;

  private final PrintStream out;

  private CheckedOutput(PrintStream out) {
    this.out = out;
  }

  /** Returns a stream to be flushed at the end; the other one stays open. */
  static OutputStream to(PrintStream out) {
    return new BufferedOutputStream(new CheckedOutput(out), BUFFER);
  }

  static OutputException failure() {
    return new OutputException(
        "cannot write to standard output", "whoever reads it has ended, or its disk is full");
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  private void check() throws OutputException {
    if (out.checkError()) {
      throw failure();
    }
  }
}
