package org.gitsnapshot.output;

import java.io.IOException;

/** One consumer of a {@link FanOut}. All calls come from one thread. */
public interface Branch {
  /** Takes the next bytes; they must not be kept or changed. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Ends the stream: everything is written. */
  void finish() throws IOException;

  /**
   * Gives back what the branch holds; after {@link #finish()} or, when anything failed, without.
   */
  void close() throws IOException;
}
