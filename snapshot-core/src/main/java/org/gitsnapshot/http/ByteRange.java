package org.gitsnapshot.http;

/**
 * A range of a file's bytes.
 *
 * @param from the first byte, from 0
 * @param to the byte after the last; {@link #OPEN} for all that there are
 */
public record ByteRange(long from, long to) {
  /** Stands for the end of the file, wherever it is. */
  public static final long OPEN = Long.MAX_VALUE;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the range is empty or begins before the file
   */
  public ByteRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("not a range: " + from + " to " + to);
    }
  }

  /** Returns all from a byte on. */
  public static ByteRange from(long from) {
    return new ByteRange(from, OPEN);
  }

  /** Returns how many bytes there are; of no use for an open range. */
  public long length() {
    return to - from;
  }

  /** Returns the header's value, RFC 9110, 14.2: the last byte counts. */
  String header() {
    return "bytes=" + from + "-" + (to == OPEN ? "" : to - 1);
  }
}
