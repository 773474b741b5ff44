package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;

/** What the engines of this package have in common: a gzip frame, and levels 1 to 9. */
abstract sealed class DeflateEngine implements Engine permits GnuGzip, Zlib {
  private static final int DEFAULT_LEVEL = 6;

  private final String name;
  private final Dialect dialect;

  DeflateEngine(String name, Dialect dialect) {
    this.name = name;
    this.dialect = dialect;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String suffix() {
    return "gz";
  }

  @Override
  public final int minLevel() {
    return Level.MIN;
  }

  @Override
  public final int maxLevel() {
    return Level.MAX;
  }

  @Override
  public final int defaultLevel() {
    return DEFAULT_LEVEL;
  }

  @Override
  public final long memory(int level, int threads) {
    checkThreads(threads);
    return runsParallel(level(level), threads)
        ? ParallelDeflate.memory(dialect, threads)
        : SerialDeflate.memory();
  }

  /**
   * Starts a stream.
   *
   * @throws IllegalArgumentException if the level or the number of threads is out of range
   */
  @Override
  public final Encoder open(OutputStream out, int level, int threads) throws IOException {
    checkThreads(threads);
    Level parsed = level(level);
    DeflateStream body =
        runsParallel(parsed, threads)
            ? new ParallelDeflate(dialect, parsed, out, threads, ParallelDeflate.CHUNK)
            : new SerialDeflate(dialect, parsed, out);
    return new GzipEncoder(parsed, out, body);
  }

  /** Returns {@link #name()}. */
  @Override
  public final String toString() {
    return name;
  }

  private static boolean runsParallel(Level level, int threads) {
    return threads > 1 && !level.greedy();
  }

  private Level level(int number) {
    if (number < Level.MIN || number > Level.MAX) {
      throw new IllegalArgumentException(
          name + " has levels " + Level.MIN + " to " + Level.MAX + ", not " + number);
    }
    return Level.of(number);
  }

  private static void checkThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
  }
}
