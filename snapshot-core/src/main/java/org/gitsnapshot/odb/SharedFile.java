package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is opened when it is read from, and stays open until it is closed, or too many are;
 * then it is opened again at need. Thread-safe.
 */
final class SharedFile implements AutoCloseable {
  private final Path path;
  private volatile @Nullable OpenFile latest;

  /** Guarded by this. */
  private boolean closed;

  SharedFile(Path path) {
    this.path = path;
  }

  /**
   * Fills a buffer, whose first byte is that of some place, or as much of it as there is.
   *
   * @throws UnreadableException if it was closed
   * @throws org.gitsnapshot.error.UnavailableException if the process may open no more files
   */
  void read(ByteBuffer into, long from) throws IOException {
    OpenFile file = latest;
    if (file == null || !file.enter()) {
      file = open();
    }
    try {
      while (into.hasRemaining() && file.channel().read(into, from + into.position()) >= 0) {
        // Until it is full, or the file ends.
      }
    } catch (ClosedChannelException interrupted) {
      // An interrupt of who reads closes it for all; the next one opens it again.
      forget(file);
      throw interrupted;
    } finally {
      file.leave();
    }
  }

  private synchronized OpenFile open() throws IOException {
    if (closed) {
      throw new UnreadableException("it was closed");
    }
    OpenFile file = latest;
    if (file == null || !file.enter()) {
      file = OpenFiles.open(path);
      latest = file;
    }
    return file;
  }

  private synchronized void forget(OpenFile file) {
    OpenFiles.close(file);
    if (latest == file) {
      latest = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    OpenFile file = latest;
    if (file != null) {
      forget(file);
    }
  }
}
