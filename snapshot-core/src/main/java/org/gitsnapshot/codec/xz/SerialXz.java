package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.lzma.Lzma2Encoder;
import org.gitsnapshot.codec.lzma.SpareThreads;
import org.gitsnapshot.recipe.XzOptions;

/**
 * A stream of blocks without sizes in their headers, as xz writes it with one thread: a single one
 * unless the size of blocks is given.
 */
final class SerialXz extends Encoder {
  private final XzOptions options;
  private final Check check;
  private final OutputStream below;
  private final Frame frame;
  private final Lzma2Encoder lzma2;

  /** How many bytes a block has at the most. */
  private final long blockSize;

  private CountingOutput out;
  private Check.Sum sum;

  /** How many bytes are in the block; one is begun with its first byte. */
  private long unpacked;

  /** Writes the stream's header. */
  SerialXz(XzOptions options, OutputStream below, int threads) throws IOException {
    super("xz", below);
    this.options = options;
    this.below = below;
    check = Check.of(options.check());
    blockSize = options.block() > 0 ? options.block() : Long.MAX_VALUE;
    frame = new Frame(below, check);
    lzma2 = new Lzma2Encoder(options, new SpareThreads(threads - 1));
    out = new CountingOutput(below);
    sum = check.begin();
  }

  @Override
  protected void encode(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (unpacked == blockSize) {
        endBlock();
      }
      if (unpacked == 0) {
        beginBlock();
      }
      int taken = (int) Math.min(end - at, blockSize - unpacked);
      unpacked += taken;
      sum.update(bytes, at, taken);
      lzma2.write(bytes, at, taken);
      at += taken;
    }
  }

  private void beginBlock() throws IOException {
    out = new CountingOutput(below);
    sum = check.begin();
    out.write(BlockHeader.withoutSizes(options.dictionary()));
    lzma2.begin(out);
  }

  private void endBlock() throws IOException {
    lzma2.finish();
    byte[] value = sum.value();
    long unpadded = out.count + value.length;
    out.write(new byte[Frame.padding(out.count)]);
    out.write(value);
    frame.addBlock(unpadded, unpacked);
    unpacked = 0;
  }

  @Override
  protected void end() throws IOException {
    if (unpacked > 0) {
      endBlock();
    }
    frame.finish();
  }
}
