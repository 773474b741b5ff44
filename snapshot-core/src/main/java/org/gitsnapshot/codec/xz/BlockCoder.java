package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.lzma.Lzma2Encoder;
import org.gitsnapshot.codec.lzma.SpareThreads;
import org.gitsnapshot.recipe.XzOptions;

/** Codes blocks of their own, with sizes in their headers, as xz does with threads. */
final class BlockCoder {
  /** A block as it was, and coded. */
  record Coded(byte[] header, BlockBuffer data, byte[] check, int unpacked) {
    long unpadded() {
      return header.length + data.size() + check.length;
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(header);
      data.writeTo(out);
      out.write(new byte[Frame.padding(data.size())]);
      out.write(check);
    }
  }

  /** The most that xz reserves for a header and a check together. */
  private static final int RESERVED = 92;

  private static final int STORED_NEW_DICTIONARY = 0x01;
  private static final int STORED = 0x02;
  private static final int END = 0x00;
  private static final int STORED_MAX = 1 << 16;
  private static final int STORED_HEADER = 3;

  private final XzOptions options;
  private final Check check;
  private final Lzma2Encoder lzma2;

  /** What data may become at the most before the block is stored as it is. */
  private final long limit;

  private final int headerSize;

  /**
   * Creates one.
   *
   * @param blockSize how many bytes there are in every block but the last
   * @param spare of which it may use one besides the thread that calls
   */
  BlockCoder(XzOptions options, Check check, int blockSize, SpareThreads spare) {
    this.options = options;
    this.check = check;
    lzma2 = new Lzma2Encoder(options, spare);
    // All of this is a multiple of four, so that padding always fits.
    long whole = RESERVED + ((storedSize(blockSize) + 3) & -4);
    // Headers are made before sizes are known, with room for the largest.
    headerSize = BlockHeader.size(whole, blockSize);
    limit = whole - headerSize - check.size;
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory(XzOptions options, boolean mayHaveThread) {
    return Lzma2Encoder.memory(options, mayHaveThread);
  }

  /** Codes a block of at least one byte. */
  Coded code(byte[] bytes, int length) throws IOException {
    Check.Sum sum = check.begin();
    sum.update(bytes, 0, length);
    BlockBuffer data = new BlockBuffer(limit);
    try {
      lzma2.begin(data);
      lzma2.write(bytes, 0, length);
      lzma2.finish();
    } catch (BlockBuffer.FullException full) {
      return new Coded(storedHeader(length), store(bytes, length), sum.value(), length);
    }
    byte[] header = BlockHeader.withSizes(options.dictionary(), headerSize, data.size(), length);
    return new Coded(header, data, sum.value(), length);
  }

  private static long storedSize(int length) {
    long chunks = (length + STORED_MAX - 1L) / STORED_MAX;
    return length + STORED_HEADER * chunks + 1;
  }

  private static byte[] storedHeader(int length) {
    long packed = storedSize(length);
    int size = BlockHeader.size(packed, length);
    return BlockHeader.withSizes(BlockHeader.MIN_DICTIONARY, size, packed, length);
  }

  private static BlockBuffer store(byte[] bytes, int length) throws IOException {
    BlockBuffer data = new BlockBuffer(storedSize(length));
    for (int at = 0; at < length; at += STORED_MAX) {
      int size = Math.min(STORED_MAX, length - at);
      data.write(at == 0 ? STORED_NEW_DICTIONARY : STORED);
      data.write((size - 1) >>> 8);
      data.write(size - 1);
      data.write(bytes, at, size);
    }
    data.write(END);
    return data;
  }
}
