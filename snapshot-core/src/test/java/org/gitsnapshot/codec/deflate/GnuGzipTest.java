package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.EngineConformance;
import org.gitsnapshot.codec.Oracle;

class GnuGzipTest extends EngineConformance {
  /**
   * Packs each file with a process of its own: the second of several that one process packs can
   * come out otherwise, because the first leaves its bytes in the buffer.
   */
  private static final String SCRIPT =
      """
      level=$1; shift
      for name; do gzip -n "-$level" <"$name" >"$name.gz" || exit; done
      """;

  @Override
  protected Engine engine() {
    return new GnuGzip();
  }

  @Override
  protected Oracle oracle() {
    return (level, directory, names) ->
        Oracle.run(
            directory,
            Oracle.command(List.of("sh", "-c", SCRIPT, "sh", String.valueOf(level)), names));
  }

  @Override
  protected InputStream decode(InputStream packed) throws IOException {
    return new GZIPInputStream(packed);
  }

  @Override
  protected String toolVersion() throws IOException, InterruptedException {
    return Oracle.run(Path.of("."), List.of("gzip", "--version")).lines().findFirst().orElseThrow();
  }

  @Override
  protected String golden() {
    return "gnu-gzip.tsv";
  }
}
