package org.gitsnapshot.codec.bzip2;

import java.io.IOException;

/** Codes blocks on the thread that feeds them. */
final class SerialBlocks implements BlockSink {
  private final Block block;
  private final BlockCoder coder;
  private final BitOutput bits = new BitOutput();
  private final StreamWriter writer;

  SerialBlocks(int level, StreamWriter writer) {
    block = new Block(level);
    coder = new BlockCoder(level);
    this.writer = writer;
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory(int level) {
    // The block, its bits, and those bits again as they are written.
    return 3L * Block.capacity(level) + BlockCoder.memory(level);
  }

  @Override
  public Block next() {
    block.clear();
    return block;
  }

  @Override
  public void put(Block full) throws IOException {
    bits.clear();
    coder.write(full, bits);
    writer.write(bits, full.crc);
  }

  @Override
  public void finish() throws IOException {
    writer.finish();
  }

  @Override
  public void close() {
    // There is nothing to give back.
  }
}
