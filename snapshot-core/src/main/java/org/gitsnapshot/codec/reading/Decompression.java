package org.gitsnapshot.codec.reading;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.gitsnapshot.error.LimitExceededException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SingleXZInputStream;

/** Opens a compressed file by what its first bytes say it is. Stateless. */
public final class Decompression {
  private Decompression() {}

  /** Opens a stream with the default limits. */
  public static InputStream open(InputStream in) throws IOException {
    return open(in, ReadingLimits.DEFAULT);
  }

  /**
   * Returns what is inside a gzip, xz or bzip2 stream, or the stream itself if it is none of them.
   *
   * <p>All members of a file are read. Bytes behind the last are an error, but for zeros where the
   * format's own program passes over them. Memory is constant. Closing the result closes the
   * stream, and so does a failure here.
   *
   * @throws org.gitsnapshot.error.CorruptObjectException here or while reading, if the stream is
   *     damaged or cut off; the message says near which byte
   * @throws LimitExceededException here or while reading, if it is beyond a limit
   */
  public static InputStream open(InputStream in, ReadingLimits limits) throws IOException {
    try {
      return decompressed(new CountingInput(in), limits);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream decompressed(CountingInput counting, ReadingLimits limits)
      throws IOException {
    PositionedInput buffered = new PositionedInput(counting);
    buffered.mark(CompressedFormat.HEAD);
    CompressedFormat format = CompressedFormat.of(buffered.readNBytes(CompressedFormat.HEAD));
    buffered.reset();
    if (format == CompressedFormat.NONE) {
      return buffered;
    }
    InputStream members =
        GuardedInput.guard(
            buffered, () -> new MembersInput(format, buffered, in -> member(format, in, limits)));
    return new GuardedInput(members, buffered, limits);
  }

  private static InputStream member(CompressedFormat format, InputStream in, ReadingLimits limits)
      throws IOException {
    return switch (format) {
      case GZIP -> GzipCompressorInputStream.builder().setInputStream(GzipMemberInput.of(in)).get();
      case BZIP2 -> new BZip2CompressorInputStream(in);
      case XZ -> xz(in, limits);
      case NONE -> in;
    };
  }

  private static InputStream xz(InputStream in, ReadingLimits limits) throws IOException {
    int kib = (int) Math.min(limits.memory() >> 10, Integer.MAX_VALUE);
    return new SingleXZInputStream(in, kib);
  }

  /** Says that a file asks for more memory than it may have. */
  static LimitExceededException tooMuchMemory(MemoryLimitException e) {
    return new LimitExceededException(
        "the xz file needs "
            + size(e.getMemoryNeeded())
            + " of memory to unpack, and the limit is "
            + size(e.getMemoryLimit()),
        "the limit is fixed, and enough for every preset of xz; unpack it with xz first");
  }

  private static String size(int kib) {
    int rest = kib & 1023;
    return (kib >> 10) + " MiB" + (rest == 0 ? "" : " and " + rest + " KiB");
  }
}
