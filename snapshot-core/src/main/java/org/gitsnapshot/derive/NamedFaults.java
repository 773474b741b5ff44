package org.gitsnapshot.derive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gitsnapshot.error.SnapshotException;

/** A stream whose faults say which file has them. */
final class NamedFaults extends FilterInputStream {
  private final String label;

  NamedFaults(InputStream in, String label) {
    super(in);
    this.label = label;
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (SnapshotException e) {
      throw e.in(label);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (SnapshotException e) {
      throw e.in(label);
    }
  }
}
