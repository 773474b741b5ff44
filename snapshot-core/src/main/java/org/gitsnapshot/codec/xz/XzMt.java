package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.recipe.XzOptions;

/**
 * The engines {@code xz-mt} and {@code xz-mt-extreme}: the bytes of {@code xz} with more than one
 * thread, which 5.6 and later take by themselves and 5.4 with {@code -T0}.
 *
 * <p>Blocks of three dictionaries with their sizes in their headers and a CRC-64 check, whatever
 * the number of threads.
 */
public final class XzMt extends XzEngine {
  /** Creates the engine for the usual presets, or for those with an {@code e}. */
  public XzMt(boolean extreme) {
    this(extreme, Optional.empty());
  }

  private XzMt(boolean extreme, Optional<XzOptions> own) {
    super(extreme ? "xz-mt-extreme" : "xz-mt", extreme, own);
  }

  @Override
  XzEngine with(boolean extreme, XzOptions options) {
    return new XzMt(extreme, Optional.of(options));
  }

  @Override
  long memory(XzOptions options, int threads) {
    return ParallelXz.memory(options, threads);
  }

  @Override
  Encoder open(OutputStream out, XzOptions options, int threads) throws IOException {
    return new ParallelXz(options, out, threads);
  }
}
