package org.gitsnapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.gitsnapshot.output.AtomicFile;

/**
 * A file that appears whole or not at all, for what callers make of reports. Stateless and
 * thread-safe.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes what goes into a file. */
  public interface Writing {
    /** Writes to a stream, which stays open. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Replaces a file. It is on the disk before it has its name; what had the name stays if anything
   * fails.
   *
   * @param file its directory must exist
   * @throws org.gitsnapshot.error.OutputException if it cannot be written, with the reason
   */
  public static void replace(Path file, Writing writing) throws IOException {
    try (AtomicFile replaced = AtomicFile.create(file)) {
      OutputStream buffered = new BufferedOutputStream(replaced);
      writing.to(buffered);
      buffered.flush();
      replaced.seal();
      replaced.publish();
    }
  }
}
