package org.gitsnapshot.codec.deflate;

import java.io.IOException;

/** A deflate stream being written: takes bytes, writes blocks. Used by one thread at a time. */
interface DeflateStream {
  /** Takes bytes. */
  void write(byte[] bytes, int from, int length) throws IOException;

  /** Ends the stream: all of it is written, up to a whole byte. */
  void finish() throws IOException;

  /** Gives back threads. Without {@link #finish()} before it the stream is left incomplete. */
  void close();
}
