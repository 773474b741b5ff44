package org.gitsnapshot.clean;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.gitsnapshot.io.BulkFilterInput;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a reader takes from a stream: held until it is known where they go, then passed on
 * as they come. How much is held is for the reader to bound.
 */
final class TappedInput extends BulkFilterInput {
  private static final int FIRST = 4096;

  private @Nullable OutputStream sink;
  private byte[] held = new byte[FIRST];
  private int count;

  TappedInput(InputStream in) {
    super(in);
  }

  /** Returns what was held, and holds what comes next. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(held, count);
    count = 0;
    sink = null;
    if (held.length > (1 << 20)) {
      held = new byte[FIRST];
    }
    return taken;
  }

  /** Passes on what comes next, until {@link #take}. */
  void passTo(OutputStream out) {
    sink = out;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0 && sink != null) {
      sink.write(bytes, offset, read);
    } else if (read > 0) {
      if (read > held.length - count) {
        held = Arrays.copyOf(held, Math.max(count + read, held.length * 2));
      }
      System.arraycopy(bytes, offset, held, count, read);
      count += read;
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
