package org.gitsnapshot.torrent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.error.UnavailableException;

/** Reads files once, with a fixed buffer. */
final class FileReading {
  private static final int BUFFER = 256 << 10;

  private FileReading() {}

  /** Takes a part of a buffer. */
  interface Sink {
    void take(byte[] buffer, int offset, int length) throws IOException;
  }

  /**
   * Reads the first bytes of a file.
   *
   * @param most how many at most
   * @return how many there were
   */
  static long read(Path file, long most, Sink sink) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      while (done < most) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, most - done));
        if (n < 0) {
          break;
        }
        sink.take(buffer, 0, n);
        done += n;
      }
    } catch (AccessDeniedException e) {
      throw new UnavailableException(file + " cannot be read: permission denied", null, e);
    }
    return done;
  }
}
