package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.recipe.XzOptions;

/**
 * What the engines of this package have in common: the presets of xz, and its options where a
 * recipe has some.
 */
public abstract sealed class XzEngine implements Engine permits Xz, XzMt {
  private static final int DEFAULT_LEVEL = 6;

  private final String name;
  private final boolean extreme;
  private final Optional<XzOptions> own;

  XzEngine(String name, boolean extreme, Optional<XzOptions> own) {
    this.name = name;
    this.extreme = extreme;
    this.own = own;
  }

  /** Returns what a level stands for. */
  public final XzOptions preset(int level) {
    return XzOptions.preset(level, extreme);
  }

  /** Returns the same engine with options instead of what its levels stand for. */
  public final XzEngine with(XzOptions options) {
    return with(extreme, options);
  }

  abstract XzEngine with(boolean isExtreme, XzOptions options);

  abstract long memory(XzOptions options, int threads);

  abstract Encoder open(OutputStream out, XzOptions options, int threads) throws IOException;

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
    return XzOptions.MIN_LEVEL;
  }

  @Override
  public final int maxLevel() {
    return XzOptions.MAX_LEVEL;
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

  private XzOptions options(int level, int threads) {
    if (level < XzOptions.MIN_LEVEL || level > XzOptions.MAX_LEVEL) {
      throw new IllegalArgumentException(
          name + " has levels " + minLevel() + " to " + maxLevel() + ", not " + level);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    return own.orElseGet(() -> preset(level));
  }
}
