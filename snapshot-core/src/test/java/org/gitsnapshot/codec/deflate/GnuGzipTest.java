package org.gitsnapshot.codec.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.EngineConformance;
import org.gitsnapshot.codec.Oracle;
import org.gitsnapshot.codec.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void aBlockIsStoredOnlyIfItsStartIsStillInTheBuffer() throws Exception {
    List<byte[]> inputs = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      // The first block covers about 65,276 bytes, so that the second, which is noise, ends where
      // the buffer slides beyond its start, one byte earlier or later from input to input.
      byte[] start = Samples.concat(Samples.random(3, 30_000), new byte[32_560 + i]);
      inputs.add(Samples.concat(start, Samples.random(6, 45_000)));
      // The first block ends early, after about 32,700 bytes, the second about 65,470 bytes in;
      // the third ends in the tail, where the buffer would have slid beyond its start.
      byte[] head = Samples.concat(Samples.random(4, 3000), new byte[28_600 + 2 * i]);
      inputs.add(Samples.concat(head, Samples.random(5, 98_200 - head.length)));
    }
    List<byte[]> expected = oracle().pack(6, "gz", inputs);
    for (int i = 0; i < inputs.size(); i++) {
      assertSame(pack(inputs.get(i), 6, 1), expected.get(i), "input " + i);
    }
  }

  @Test
  void aFileOfZerosIsRightUpToItsSizeModuloFourGibibytes(@TempDir Path directory) throws Exception {
    // A file of zeros without blocks on disk. In the short form the size does not overflow.
    long size = longMode() ? (1L << 32) + 12_345 : 70_000_000;
    Path zeros = directory.resolve("zeros");
    try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
      file.setLength(size);
    }
    oracle().pack(6, directory, List.of("zeros"));
    for (int threads = 1; threads <= 2; threads++) {
      Path packed = directory.resolve("packed" + threads);
      try (Encoder encoder = engine().open(Files.newOutputStream(packed), 6, threads);
          InputStream in = Files.newInputStream(zeros)) {
        in.transferTo(encoder);
        encoder.finish();
      }
      assertThat(Files.mismatch(packed, directory.resolve("zeros.gz"))).isEqualTo(-1);
    }
  }

  @Override
  protected String golden() {
    return "gnu-gzip.tsv";
  }
}
