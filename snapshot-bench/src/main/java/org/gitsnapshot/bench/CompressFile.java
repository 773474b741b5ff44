package org.gitsnapshot.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.recipe.Compressor;

/**
 * Compresses standard input to standard output: the whole process that is held against a C tool's.
 */
public final class CompressFile {
  private static final int BUFFER = 256 << 10;

  private CompressFile() {}

  /** Takes the compressor, such as {@code gnu-gzip -6}, and the number of threads. */
  public static void main(String[] args) throws IOException {
    compress(System.in, System.out, args[0], Integer.parseInt(args[1]));
    System.out.flush();
    if (args.length > 2) {
      // The kernel's own account of the process's peak memory.
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .forEach(System.err::println);
    }
  }

  static void compress(InputStream in, OutputStream out, String text, int threads)
      throws IOException {
    Compressor compressor = Compressor.parse(text);
    try (Encoder encoder = Engines.open(out, compressor, threads)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        encoder.write(buffer, 0, n);
      }
      encoder.finish();
    }
  }
}
