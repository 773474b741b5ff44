package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.lzma.Lzma2Encoder;
import org.gitsnapshot.recipe.XzOptions;

/**
 * The engines {@code xz} and {@code xz-extreme}: the bytes of {@code xz -T1} 5.2 to 5.8.
 *
 * <p>One block with a CRC-64 check, whatever the number of threads.
 */
public final class Xz extends XzEngine {
  /** Creates the engine for the usual presets, or for those with an {@code e}. */
  public Xz(boolean extreme) {
    this(extreme, Optional.empty());
  }

  private Xz(boolean extreme, Optional<XzOptions> own) {
    super(extreme ? "xz-extreme" : "xz", extreme, own);
  }

  @Override
  XzEngine with(boolean extreme, XzOptions options) {
    return new Xz(extreme, Optional.of(options));
  }

  @Override
  long memory(XzOptions options, int threads) {
    return Lzma2Encoder.memory(options, threads > 1);
  }

  @Override
  Encoder open(OutputStream out, XzOptions options, int threads) throws IOException {
    return new SerialXz(options, out, threads);
  }
}
