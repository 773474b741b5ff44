package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.lzma.Lzma2Encoder;
import org.gitsnapshot.codec.lzma.LzmaOptions;

/**
 * The engines {@code xz} and {@code xz-extreme}: the bytes of {@code xz -T1} 5.2 to 5.8.
 *
 * <p>One block with a CRC-64 check, whatever the number of threads.
 */
public final class Xz extends XzEngine {
  /** Creates the engine for the usual presets, or for those with an {@code e}. */
  public Xz(boolean extreme) {
    super(extreme ? "xz-extreme" : "xz", extreme);
  }

  @Override
  long memory(LzmaOptions options, int threads) {
    return Lzma2Encoder.memory(options, threads);
  }

  @Override
  Encoder open(OutputStream out, LzmaOptions options, int threads) throws IOException {
    return new SerialXz(options, Check.CRC64, out, threads);
  }
}
