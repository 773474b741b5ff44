package org.gitsnapshot.recipe;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.gitsnapshot.io.ByteString;

/** Reads the header of a gzip file, from left to right. */
final class GzipHeaderBytes {
  private final byte[] head;
  private int at = GzipHeader.FIXED_BYTES;

  GzipHeaderBytes(byte[] head) {
    this.head = head;
  }

  /** Returns it if writing it again gives the same bytes. */
  Optional<GzipHeader> header() {
    if (head.length < GzipHeader.FIXED_BYTES || (head[3] & GzipFlag.RESERVED) != 0) {
      return Optional.empty();
    }
    long mtime = 0;
    for (int i = 7; i >= 4; i--) {
      mtime = mtime << Byte.SIZE | (head[i] & 0xff);
    }
    Optional<ByteString> extra = has(GzipFlag.EXTRA) ? extra() : Optional.empty();
    Optional<ByteString> name = has(GzipFlag.NAME) ? string() : Optional.empty();
    Optional<ByteString> comment = has(GzipFlag.COMMENT) ? string() : Optional.empty();
    GzipHeader header =
        new GzipHeader(
            name,
            comment,
            extra,
            mtime,
            head[9] & 0xff,
            OptionalInt.of(head[8] & 0xff),
            has(GzipFlag.TEXT),
            has(GzipFlag.CHECKED));
    // The level plays no part: XFL is there. What was cut off, or has a wrong checksum, differs.
    byte[] again = header.toBytes(1);
    boolean same =
        again.length <= head.length && Arrays.equals(again, 0, again.length, head, 0, again.length);
    return same ? Optional.of(header) : Optional.empty();
  }

  private boolean has(int flag) {
    return (head[3] & flag) != 0;
  }

  private Optional<ByteString> extra() {
    if (at + 2 > head.length) {
      return Optional.empty();
    }
    int length = (head[at] & 0xff) | (head[at + 1] & 0xff) << Byte.SIZE;
    int from = at + 2;
    at = Math.min(from + length, head.length);
    return Optional.of(ByteString.of(head, from, at));
  }

  private Optional<ByteString> string() {
    int from = at;
    while (at < head.length && head[at] != 0) {
      at++;
    }
    ByteString string = ByteString.of(head, from, at);
    at = Math.min(at + 1, head.length);
    return Optional.of(string);
  }
}
