package org.gitsnapshot.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gitsnapshot.io.BulkOutput;

/** A stream that compares what is written to it with a file, and fails at the first difference. */
final class ExpectedTar extends BulkOutput {
  private static final int BUFFER = 1 << 16;

  private final InputStream file;
  private final byte[] buffer = new byte[BUFFER];
  private long position;
  private boolean differs;

  ExpectedTar(Path path) throws IOException {
    this.file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
  }

  /** Returns whether a byte was another, or there were more than the file has. */
  boolean differs() {
    return differs;
  }

  /** Returns how many bytes were the same. */
  long position() {
    return position;
  }

  /** Returns whether all was the same and the file ends here. */
  boolean isComplete() throws IOException {
    return !differs && file.read() < 0;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      int count = file.readNBytes(buffer, 0, Math.min(buffer.length, end - at));
      int mismatch = Arrays.mismatch(bytes, at, at + count, buffer, 0, count);
      if (count == 0 || mismatch >= 0) {
        position += Math.max(0, mismatch);
        differs = true;
        throw new IOException("the tar differs from the published one");
      }
      at += count;
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
