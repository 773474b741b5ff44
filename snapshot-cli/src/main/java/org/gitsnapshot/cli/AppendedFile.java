package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file to which several processes append whole lines.
 *
 * <p>Each text is appended with one write to a file that is opened for it: the system keeps writes
 * to the end of one local file apart, and a file that was renamed or truncated in between is no
 * matter. What a full disk cut off is ended by a line feed before the next text.
 */
final class AppendedFile {
  private final Path path;
  private boolean cutOff;

  AppendedFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * Appends a text that ends with a line feed.
   *
   * @throws IOException if not all of it was written
   */
  synchronized void append(String text) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(((cutOff ? "\n" : "") + text).getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      int length = bytes.remaining();
      try {
        while (bytes.hasRemaining()) {
          if (channel.write(bytes) == 0) {
            throw new IOException("no room");
          }
        }
        cutOff = false;
      } finally {
        if (bytes.hasRemaining() && bytes.remaining() < length) {
          cutOff = true;
        }
      }
    }
  }
}
