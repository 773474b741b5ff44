package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.OutputStream;

/** The frame: a header with the level, the blocks bit by bit, and the checksum of all of them. */
final class StreamWriter {
  /** The letters {@code BZh}; the digit of the level follows. */
  private static final int MAGIC = ('B' << 16) | ('Z' << 8) | 'h';

  /** The square root of pi, where a block has pi. */
  private static final long END_MAGIC = 0x177245385090L;

  private final OutputStream out;
  private final BitOutput bits = new BitOutput();
  private int crc;

  /** Writes nothing yet; the header goes out with the first block or the end. */
  StreamWriter(OutputStream out, int level) {
    this.out = out;
    bits.put(MAGIC, 24);
    bits.put('0' + level, 8);
  }

  /** Writes a block. */
  void write(BitOutput coded, int blockCrc) throws IOException {
    crc = Integer.rotateLeft(crc, 1) ^ blockCrc;
    bits.append(coded);
    bits.drainTo(out);
  }

  /** Writes the end. */
  void finish() throws IOException {
    bits.put(END_MAGIC, 48);
    bits.put(crc & 0xffffffffL, 32);
    bits.align();
    bits.drainTo(out);
    out.flush();
  }
}
