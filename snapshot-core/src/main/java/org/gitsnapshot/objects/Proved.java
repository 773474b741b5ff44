package org.gitsnapshot.objects;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.archive.Content;

/** A blob that was read whole, and is what its id promises. */
record Proved(byte[] bytes) implements Content {
  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
