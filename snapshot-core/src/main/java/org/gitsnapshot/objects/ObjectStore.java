package org.gitsnapshot.objects;

import java.io.IOException;

/**
 * The objects of one repository. Thread-safe; closed by whoever got it, after its readers.
 *
 * <p>Whatever a reader gives out was rehashed and is what its id promises.
 */
public interface ObjectStore extends AutoCloseable {
  /** Returns a new reader, for one thread at a time. */
  ObjectReader newReader();

  /** Returns where the objects come from, for messages: a path or a URL. */
  String origin();

  /**
   * Returns whether what is here proved damaged, or is there no more, and whoever acquires the same
   * again gets it from where it came.
   */
  default boolean isSuperseded() {
    return false;
  }

  @Override
  void close() throws IOException;
}
