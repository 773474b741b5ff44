package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.lzma.Lzma2Encoder;
import org.gitsnapshot.codec.lzma.LzmaOptions;

/** A stream of one block without sizes in its header, as xz writes it with one thread. */
final class SerialXz extends Encoder {
  private final LzmaOptions options;
  private final Frame frame;
  private final CountingOutput out;
  private final Check.Sum sum;
  private final Lzma2Encoder lzma2;
  private long unpacked;

  /** Writes the stream's header. */
  SerialXz(LzmaOptions options, Check check, OutputStream below, int threads) throws IOException {
    super("xz", below);
    this.options = options;
    frame = new Frame(below, check);
    out = new CountingOutput(below);
    sum = check.begin();
    lzma2 = new Lzma2Encoder(options, threads);
    lzma2.begin(out);
  }

  @Override
  protected void encode(byte[] bytes, int from, int length) throws IOException {
    // No block is begun for nothing.
    if (length > 0) {
      if (unpacked == 0) {
        out.write(BlockHeader.withoutSizes(options.dictionary()));
      }
      unpacked += length;
      sum.update(bytes, from, length);
      lzma2.write(bytes, from, length);
    }
  }

  @Override
  protected void end() throws IOException {
    if (unpacked > 0) {
      lzma2.finish();
      byte[] check = sum.value();
      long unpadded = out.count + check.length;
      out.write(new byte[Frame.padding(out.count)]);
      out.write(check);
      frame.addBlock(unpadded, unpacked);
    }
    frame.finish();
  }
}
