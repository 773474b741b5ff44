package org.gitsnapshot.codec.reading;

import java.io.IOException;
import java.io.InputStream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.io.BulkInput;

/**
 * What is in the members of a compressed file, one behind the other: gzip's members, the streams of
 * xz and bzip2.
 *
 * <p>Zeros behind a member are what the format's own program takes for nothing: in xz any number of
 * them that four divides, in gzip any number at the end of the file.
 */
final class MembersInput extends BulkInput {
  /** The .xz file format, version 1.2.1, section 2.2. */
  private static final int XZ_PADDING = 4;

  /** Opens the decoder of one member, which takes no byte behind it. */
  interface Decoder {
    InputStream open(InputStream in) throws IOException;
  }

  private final CompressedFormat format;
  private final PositionedInput in;
  private final Decoder decoder;
  private InputStream member;

  MembersInput(CompressedFormat format, PositionedInput in, Decoder decoder) throws IOException {
    this.format = format;
    this.in = in;
    this.decoder = decoder;
    this.member = decoder.open(in);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = length == 0 ? 0 : member.read(bytes, offset, length);
    while (n < 0 && isAnother()) {
      member = decoder.open(in);
      n = member.read(bytes, offset, length);
    }
    return n;
  }

  private boolean isAnother() throws IOException {
    long end = in.position();
    long zeros = passZeros();
    in.mark(CompressedFormat.HEAD);
    byte[] head = in.readNBytes(CompressedFormat.HEAD);
    in.reset();
    boolean last = head.length == 0;
    boolean another = CompressedFormat.of(head) == format;
    if (isPadding(zeros, last) && (another || last)) {
      return another;
    }
    throw new CorruptObjectException(
        "its " + format.label() + " data ends after " + end + " bytes, and other bytes follow",
        "what is before them is whole, and head -c " + end + " gives that alone");
  }

  private long passZeros() throws IOException {
    long zeros = 0;
    in.mark(1);
    while (in.read() == 0) {
      zeros++;
      in.mark(1);
    }
    in.reset();
    return zeros;
  }

  private boolean isPadding(long zeros, boolean last) {
    return switch (format) {
      case XZ -> zeros % XZ_PADDING == 0;
      case GZIP -> zeros == 0 || last;
      case BZIP2, NONE -> zeros == 0;
    };
  }

  @Override
  public void close() throws IOException {
    member.close();
  }
}
