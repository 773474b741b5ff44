package org.gitsnapshot.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;

/**
 * What one pass over a file's bytes says of them.
 *
 * @param size the number of bytes
 * @param sha256 the SHA-256 of all of them
 * @param blocks the SHA-256 of each block
 */
public record ScannedFile(long size, Digest sha256, Blocks blocks) {
  private static final int BUFFER = 128 << 10;

  /**
   * Reads a file once, whatever its length, with a fixed buffer.
   *
   * @throws IOException if it cannot be read
   */
  public static ScannedFile of(Path file) throws IOException {
    BlockDigester digester = new BlockDigester(OutputStream.nullOutputStream());
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digester.write(buffer, 0, n);
      }
    }
    return digester.finish();
  }

  /** Returns the blocks as a manifest has them: none where one block is the file. */
  public Optional<Blocks> manifestBlocks() {
    return size > blocks.size() ? Optional.of(blocks) : Optional.empty();
  }
}
