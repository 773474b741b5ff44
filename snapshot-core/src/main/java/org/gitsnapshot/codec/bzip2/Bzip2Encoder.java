package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;

/** A bzip2 stream being written. */
final class Bzip2Encoder extends Encoder {
  private final BlockSink sink;
  private final BlockFiller filler;

  Bzip2Encoder(OutputStream out, BlockSink sink) throws IOException {
    super("bzip2", out);
    this.sink = sink;
    filler = new BlockFiller(sink);
  }

  @Override
  protected void encode(byte[] bytes, int from, int length) throws IOException {
    filler.write(bytes, from, from + length);
  }

  @Override
  protected void end() throws IOException {
    filler.finish();
    sink.finish();
  }

  @Override
  protected void release() throws IOException {
    sink.close();
  }
}
