package org.gitsnapshot.codec.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;

/**
 * Counts the bytes that have been read, and tells a disk that fails apart from a file that is
 * damaged.
 */
final class CountingInput extends FilterInputStream {
  private long count;

  CountingInput(InputStream in) {
    super(in);
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int n = in.read(bytes, offset, length);
      count += Math.max(n, 0);
      return n;
    } catch (SnapshotException told) {
      throw told;
    } catch (IOException e) {
      throw new UnavailableException(
          "it cannot be read any further at byte " + count + ": " + e.getMessage(),
          "the file may be whole; see whether the disk is",
          e);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
