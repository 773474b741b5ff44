package org.gitsnapshot.codec.reading;

import java.io.IOException;
import java.io.InputStream;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.BulkFilterInput;

/**
 * Counts the bytes that have been read, and tells a disk that fails apart from a file that is
 * damaged.
 */
final class CountingInput extends BulkFilterInput {
  private long count;

  CountingInput(InputStream in) {
    super(in);
  }

  long count() {
    return count;
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
