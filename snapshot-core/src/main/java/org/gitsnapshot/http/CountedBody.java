package org.gitsnapshot.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.gitsnapshot.io.BulkFilterInput;

/** A body that must have as many bytes as were promised. */
final class CountedBody extends BulkFilterInput {
  private final HttpUrl url;
  private final OptionalLong promised;
  private long count;

  CountedBody(HttpUrl url, InputStream body, OptionalLong promised) {
    super(body);
    this.url = url;
    this.promised = promised;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    count += Math.max(n, 0);
    if (promised.isPresent()
        && (n < 0 ? count < promised.getAsLong() : count > promised.getAsLong())) {
      throw HttpFailure.passing(
          url, count + " bytes came, and " + promised.getAsLong() + " were promised", null);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    // What is skipped is to be counted.
    return Math.max(0, read(new byte[(int) Math.min(Math.max(n, 0), 8192)]));
  }
}
