package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.EngineConformance;
import org.gitsnapshot.codec.Oracle;

class ZlibTest extends EngineConformance {
  /** Packs with Python's zlib; a window of 31 asks for the header and trailer of gzip. */
  private static final String SCRIPT =
      """
      import sys, zlib
      for name in sys.argv[2:]:
          c = zlib.compressobj(int(sys.argv[1]), zlib.DEFLATED, 31, 8)
          with open(name, 'rb') as f:
              packed = c.compress(f.read()) + c.flush()
          with open(name + '.gz', 'wb') as f:
              f.write(packed)
      """;

  @Override
  protected Engine engine() {
    return new Zlib();
  }

  @Override
  protected Oracle oracle() {
    return (level, directory, names) ->
        Oracle.run(
            directory,
            Oracle.command(List.of("python3", "-c", SCRIPT, String.valueOf(level)), names));
  }

  @Override
  protected InputStream decode(InputStream packed) throws IOException {
    return new GZIPInputStream(packed);
  }

  @Override
  protected String toolVersion() throws IOException, InterruptedException {
    String script = "import zlib; print('zlib', zlib.ZLIB_RUNTIME_VERSION, 'in Python', end='')";
    return Oracle.run(Path.of("."), List.of("python3", "-c", script));
  }

  @Override
  protected String golden() {
    return "zlib.tsv";
  }
}
