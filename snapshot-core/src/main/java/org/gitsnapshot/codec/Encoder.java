package org.gitsnapshot.codec;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A compressed stream being written. Used by one thread at a time.
 *
 * <p>{@link #finish()} ends the format and leaves the stream below open; {@link #close()} gives
 * back what the encoder holds and closes the stream below, and does <em>not</em> finish: a stream
 * closed early is left visibly incomplete, never made to look whole. {@link #flush()} does not
 * change the bytes and need not push anything out.
 */
public abstract class Encoder extends OutputStream {
  /** Ends the format: everything written so far is out, with the trailer. Later writes fail. */
  public abstract void finish() throws IOException;
}
