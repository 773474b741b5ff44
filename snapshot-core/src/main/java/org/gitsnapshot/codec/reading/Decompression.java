package org.gitsnapshot.codec.reading;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens a compressed file by what its first bytes say it is. */
public final class Decompression {
  private static final int BUFFER = 64 << 10;

  /** Enough for every preset of xz; a file that claims to need more is refused. */
  private static final int XZ_MEMORY_KIB = 128 << 10;

  private Decompression() {}

  /**
   * Returns what is inside a gzip, xz or bzip2 stream, or the stream itself if it is none of them.
   * All members of a file are read, and nothing may follow the last one. Closing the result closes
   * the stream.
   *
   * @throws IOException if the beginning of the stream is damaged, which closes it; reading on
   *     throws for the rest
   */
  public static InputStream open(InputStream in) throws IOException {
    try {
      return decompressed(new BufferedInputStream(in, BUFFER));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream decompressed(BufferedInputStream buffered) throws IOException {
    buffered.mark(6);
    byte[] head = buffered.readNBytes(6);
    buffered.reset();
    if (startsWith(head, 0x1f, 0x8b)) {
      // The JDK's own takes a second member that is cut off in its header for the end of the file.
      return GzipCompressorInputStream.builder()
          .setInputStream(buffered)
          .setDecompressConcatenated(true)
          .get();
    }
    if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZInputStream(buffered, XZ_MEMORY_KIB);
    }
    if (startsWith(head, 'B', 'Z', 'h')) {
      return new BZip2CompressorInputStream(buffered, true);
    }
    return buffered;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
