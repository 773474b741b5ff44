package org.gitsnapshot.tarread;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.gitsnapshot.error.CorruptObjectException;

/** A raw tar's bytes, counted, with errors that say where. */
final class TarInput {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private long position;
  private long entry;

  TarInput(InputStream in) {
    this.in = in;
  }

  long position() {
    return position;
  }

  /** Says which entry, from 0, what is read now belongs to. */
  void at(long index) {
    entry = index;
  }

  /** Reads as many bytes as there are, up to the block's size. */
  int readBlock(byte[] block) throws IOException {
    int count = in.readNBytes(block, 0, block.length);
    position += count;
    return count;
  }

  byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw cutOff();
    }
    return bytes;
  }

  void copy(long length, OutputStream out) throws IOException {
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw cutOff();
      }
      out.write(buffer, 0, count);
      position += count;
      left -= count;
    }
  }

  /** Reads the padding behind a number of bytes and returns whether it is zero. */
  boolean padding(long behind) throws IOException {
    int length = (int) (-behind & (RawHeader.BLOCK - 1));
    return TarText.allZero(read(length), 0, length);
  }

  /** Passes over all that is left and returns how much it was. */
  long rest() throws IOException {
    long before = position;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      position += count;
    }
    return position - before;
  }

  CorruptObjectException cutOff() {
    return damaged("it is cut off");
  }

  CorruptObjectException damaged(String what) {
    return new CorruptObjectException(
        "not a whole tar: " + what + " (entry " + (entry + 1) + ", byte " + position + ")",
        "get the file again");
  }
}
