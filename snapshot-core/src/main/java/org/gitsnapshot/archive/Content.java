package org.gitsnapshot.archive;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of a file in an archive. Read once, in the call that hands it over. */
public interface Content {
  /** Returns how many bytes {@link #writeTo} will write. */
  long size();

  /**
   * Writes all the bytes, in constant memory, and does not close the stream.
   *
   * @throws org.gitsnapshot.error.CorruptObjectException if the bytes turn out not to be those the
   *     object's id promises; they may have been written by then
   */
  void writeTo(OutputStream out) throws IOException;

  /** Returns these bytes, which nobody changes any more. */
  static Content of(byte[] bytes) {
    return new WholeContent(bytes);
  }
}
