package org.gitsnapshot.pretty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.error.LimitExceededException;

/**
 * A stream that finds each {@code $Format:…$} in the file that is written to it.
 *
 * <p>A format goes on to the next dollar sign, over any number of lines; without one it is none.
 */
public final class FormatFinder extends OutputStream {
  private static final byte[] OPENING = "$Format:".getBytes(StandardCharsets.US_ASCII);

  private final int limit;
  private final Found found;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private int matched;

  /** Takes what is found. */
  @FunctionalInterface
  public interface Found {
    /** Takes what stands between the colon and the next dollar sign. */
    void format(byte[] format) throws IOException;
  }

  /**
   * Creates a stream at the beginning of a file.
   *
   * @param limit the most bytes of one format; a longer one is a {@link LimitExceededException}
   */
  public FormatFinder(int limit, Found found) {
    this.limit = limit;
    this.found = found;
  }

  @Override
  public void write(int b) throws IOException {
    if (matched < OPENING.length) {
      if ((byte) b == OPENING[matched]) {
        matched++;
      } else {
        matched = (byte) b == OPENING[0] ? 1 : 0;
      }
    } else if (b == '$') {
      found.format(text.toByteArray());
      text.reset();
      matched = 0;
    } else {
      if (text.size() >= limit) {
        throw new LimitExceededException(
            "a $Format: of export-subst is longer than " + (limit >> 10) + " KiB",
            "the limit is format-bytes");
      }
      text.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }
}
