package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.lzma.LzmaOptions;

/** What the engines of this package have in common: the presets of xz. */
abstract sealed class XzEngine implements Engine permits Xz, XzMt {
  private static final int DEFAULT_LEVEL = 6;

  private final String name;
  private final boolean extreme;

  XzEngine(String name, boolean extreme) {
    this.name = name;
    this.extreme = extreme;
  }

  abstract long memory(LzmaOptions options, int threads);

  abstract Encoder open(OutputStream out, LzmaOptions options, int threads) throws IOException;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String suffix() {
    return "xz";
  }

  @Override
  public final int minLevel() {
    return LzmaOptions.MIN_LEVEL;
  }

  @Override
  public final int maxLevel() {
    return LzmaOptions.MAX_LEVEL;
  }

  @Override
  public final int defaultLevel() {
    return DEFAULT_LEVEL;
  }

  @Override
  public final long memory(int level, int threads) {
    return memory(options(level, threads), threads);
  }

  /**
   * Starts a stream.
   *
   * @throws IllegalArgumentException if the level or the number of threads is out of range
   */
  @Override
  public final Encoder open(OutputStream out, int level, int threads) throws IOException {
    return open(out, options(level, threads), threads);
  }

  /** Returns {@link #name()}. */
  @Override
  public final String toString() {
    return name;
  }

  private LzmaOptions options(int level, int threads) {
    if (level < LzmaOptions.MIN_LEVEL || level > LzmaOptions.MAX_LEVEL) {
      throw new IllegalArgumentException(
          name + " has levels " + minLevel() + " to " + maxLevel() + ", not " + level);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    return LzmaOptions.preset(level, extreme);
  }
}
