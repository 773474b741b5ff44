package org.gitsnapshot.codec;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A compressor as a named function from bytes to bytes.
 *
 * <p>The bytes under a name and level never change: not with the JDK, the machine, the number of
 * threads, or how the input is cut into writes. A new behaviour is a new name. Immutable and
 * thread-safe.
 */
public interface Engine {
  /** Returns the name in pins and manifests, such as {@code gnu-gzip}. */
  String name();

  /** Returns the file suffix of its format without the dot, such as {@code gz}. */
  String suffix();

  /** Returns the lowest level. */
  int minLevel();

  /** Returns the highest level. */
  int maxLevel();

  /** Returns the level where none is given. */
  int defaultLevel();

  /**
   * Returns about how many bytes of heap one encoder takes, whatever the size of its input.
   *
   * @param level from {@link #minLevel()} to {@link #maxLevel()}
   * @param threads how many threads it may use, from 1
   */
  long memory(int level, int threads);

  /**
   * Starts a stream.
   *
   * @param out takes the compressed bytes; closed by {@link Encoder#close()}
   * @param level from {@link #minLevel()} to {@link #maxLevel()}
   * @param threads how many threads it may use, from 1; the bytes do not depend on it
   */
  Encoder open(OutputStream out, int level, int threads) throws IOException;
}
