package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** What is written around the blocks of a stream: the header, the index and the footer. */
final class Frame {
  private static final int[] HEADER_MAGIC = {0xFD, '7', 'z', 'X', 'Z', 0x00};
  private static final int[] FOOTER_MAGIC = {'Y', 'Z'};
  private static final int INDEX = 0x00;

  private final OutputStream out;
  private final Check check;

  /** The size of each block without its padding, and what it holds, in turns. */
  private long[] sizes = new long[8];

  private int blocks;

  /** Writes the header. */
  Frame(OutputStream out, Check check) throws IOException {
    this.out = out;
    this.check = check;
    out.write(new Fields().raw(HEADER_MAGIC).raw(0, check.id).crcFrom(6).toByteArray());
  }

  /** Records a block that was written. */
  void addBlock(long unpadded, long unpacked) {
    if (2 * blocks == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * sizes.length);
    }
    sizes[2 * blocks] = unpadded;
    sizes[2 * blocks + 1] = unpacked;
    blocks++;
  }

  /** Writes the index and the footer. */
  void finish() throws IOException {
    Fields index = new Fields().raw(INDEX).number(blocks);
    for (int i = 0; i < 2 * blocks; i++) {
      index.number(sizes[i]);
    }
    index.pad((index.size() + 3) & -4).crcFrom(0);
    out.write(index.toByteArray());
    Fields backwards = new Fields().int32(index.size() / 4 - 1).raw(0, check.id);
    Fields footer = new Fields().crcOf(backwards).raw(FOOTER_MAGIC);
    out.write(footer.toByteArray());
  }

  /** Returns how many zeros stand behind a block's data. */
  static int padding(long size) {
    return (int) (-size & 3);
  }
}
