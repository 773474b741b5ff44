package org.gitsnapshot.derive;

import java.io.FilterInputStream;
import java.io.IOException;
import org.gitsnapshot.error.CorruptObjectException;

/** The raw tar of a file, whose faults say which file has them. */
final class NamedFaults extends FilterInputStream {
  private final TarFile file;

  NamedFaults(TarFile file) throws IOException {
    super(file.openRaw());
    this.file = file;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (CorruptObjectException e) {
      throw file.named(e);
    }
  }
}
