package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;

/**
 * The engine {@code bzip2}: the bytes of the program bzip2 1.0.8, on any number of threads.
 *
 * <p>A level is the size of a block in units of 100,000 bytes, from 1 to 9.
 */
public final class Bzip2 implements Engine {
  private static final String NAME = "bzip2";
  private static final int MIN_LEVEL = 1;
  private static final int MAX_LEVEL = 9;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String suffix() {
    return "bz2";
  }

  @Override
  public int minLevel() {
    return MIN_LEVEL;
  }

  @Override
  public int maxLevel() {
    return MAX_LEVEL;
  }

  @Override
  public int defaultLevel() {
    return MAX_LEVEL;
  }

  @Override
  public long memory(int level, int threads) {
    check(level, threads);
    return threads == 1 ? SerialBlocks.memory(level) : ParallelBlocks.memory(level, threads);
  }

  /**
   * Starts a stream.
   *
   * @throws IllegalArgumentException if the level or the number of threads is out of range
   */
  @Override
  public Encoder open(OutputStream out, int level, int threads) throws IOException {
    check(level, threads);
    StreamWriter writer = new StreamWriter(out, level);
    BlockSink sink =
        threads == 1 ? new SerialBlocks(level, writer) : new ParallelBlocks(level, threads, writer);
    return new Bzip2Encoder(out, sink);
  }

  /** Returns {@link #name()}. */
  @Override
  public String toString() {
    return NAME;
  }

  private static void check(int level, int threads) {
    if (level < MIN_LEVEL || level > MAX_LEVEL) {
      throw new IllegalArgumentException(
          NAME + " has levels " + MIN_LEVEL + " to " + MAX_LEVEL + ", not " + level);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
  }
}
