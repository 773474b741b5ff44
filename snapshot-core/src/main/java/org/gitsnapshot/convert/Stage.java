package org.gitsnapshot.convert;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One conversion on the way from a blob to an archive: bytes come in, others go on to the next.
 *
 * <p>{@link #finish()} ends the file in this stage and those behind it. The last stream is nobody's
 * to close.
 */
abstract class Stage extends OutputStream {
  private final OutputStream next;
  private final byte[] single = new byte[1];

  Stage(OutputStream next) {
    this.next = next;
  }

  /** Takes the next bytes. */
  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public final void write(int b) throws IOException {
    single[0] = (byte) b;
    write(single, 0, 1);
  }

  /** Hands bytes on. */
  final void emit(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0) {
      next.write(bytes, offset, length);
    }
  }

  /** Ends the file. */
  final void finish() throws IOException {
    end();
    if (next instanceof Stage stage) {
      stage.finish();
    }
  }

  /** Hands on what is held back; the file ends here. */
  abstract void end() throws IOException;
}
