package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file to which several processes append whole lines.
 *
 * <p>Each text is appended with one write: the system keeps writes to the end of one local file
 * apart, and a file that was truncated in between is no matter. The file stays open, so that a
 * process without descriptors can write on and who reads a pipe sees no end of it, until the name
 * leads to another or none. A file that holds something else gets nothing. What a full disk cut off
 * is ended by a line feed before the next text.
 */
final class AppendedFile {
  private final Path path;
  private final LogBegin begin;
  private @Nullable FileChannel channel;
  private @Nullable Object identity;
  private boolean cutOff;

  AppendedFile(Path path, LogBegin begin) {
    this.path = path;
    this.begin = begin;
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
    FileChannel to = opened();
    int length = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        if (to.write(bytes) == 0) {
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

  private FileChannel opened() throws IOException {
    Object now = identity();
    FileChannel open = channel;
    // An interrupted thread closes the channel that it writes to.
    if (open != null && open.isOpen() && now != null && now.equals(identity)) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    if (!begin.fits(path)) {
      throw new IOException("it holds something else than a log");
    }
    open =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel = open;
    // From before it was opened: what is put in its place meanwhile is another the next time.
    identity = now;
    return open;
  }

  /** Returns which file the name leads to, if any, where the system says so. */
  private @Nullable Object identity() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException absent) {
      return null;
    }
  }
}
