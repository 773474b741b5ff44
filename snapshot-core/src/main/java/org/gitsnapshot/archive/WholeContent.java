package org.gitsnapshot.archive;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that are in memory, and are known to be right. */
record WholeContent(byte[] bytes) implements Content {
  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
