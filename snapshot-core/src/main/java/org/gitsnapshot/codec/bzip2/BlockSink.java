package org.gitsnapshot.codec.bzip2;

import java.io.IOException;

/** Takes blocks in their order and writes them. Used by one thread at a time. */
interface BlockSink {
  /** Returns an empty block to fill. */
  Block next() throws IOException;

  /** Takes a block that is not empty; the caller does not touch it again. */
  void put(Block block) throws IOException;

  /** Ends the stream: all of it is written. */
  void finish() throws IOException;

  /** Gives back threads. Without {@link #finish()} before it the stream is left incomplete. */
  void close();
}
