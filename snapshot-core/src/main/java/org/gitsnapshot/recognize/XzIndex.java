package org.gitsnapshot.recognize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What the index at the end of an .xz file says: "The .xz File Format", sections 2.1.2 and 4.
 *
 * @param blocks how many blocks there are, or 0 if there is no index where one should be
 * @param firstUnpadded how many bytes the first of them has in the file, padding apart
 * @param firstSize how many bytes the first of them holds
 */
record XzIndex(long blocks, long firstUnpadded, long firstSize) {
  private static final int FOOTER = 12;
  private static final int BACKWARD = 4;
  private static final XzIndex NONE = new XzIndex(0, 0, 0);

  /** An indicator, and three numbers of at most nine bytes. */
  private static final int ENOUGH = 1 + 3 * 9;

  static XzIndex read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer footer = bytes(channel, size - FOOTER, FOOTER);
      if (footer.remaining() < FOOTER) {
        return NONE;
      }
      long backward = 4 * ((footer.getInt(BACKWARD) & 0xFFFF_FFFFL) + 1);
      ByteBuffer index = bytes(channel, size - FOOTER - backward, ENOUGH);
      if (!index.hasRemaining() || index.get() != 0) {
        return NONE;
      }
      long blocks = number(index);
      if (blocks == 0) {
        return NONE;
      }
      return new XzIndex(blocks, number(index), number(index));
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (from >= 0) {
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
    }
    return bytes.flip();
  }

  private static long number(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }
}
