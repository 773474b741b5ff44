package org.gitsnapshot.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that real programs write: from a file to its recipe, and from the recipe to the file. */
@Tag("one-jvm")
class LegacyHeaderTest {
  private static final String PYTHON_GZIP =
      "python3 -c \"import gzip;d=open('x-1.0.tar','rb').read();"
          + "gzip.GzipFile('x-1.0.tar.gz','wb',@).write(d)\" && cat x-1.0.tar.gz";

  @TempDir Path directory;
  private byte[] raw = new byte[0];

  @BeforeEach
  void writeTar() throws IOException {
    // Long enough that gzip and zlib, and their levels but for 7 and 8, part.
    StringBuilder text = new StringBuilder();
    Random random = new Random(3);
    while (text.length() < 200_000) {
      text.append("word").append(random.nextInt(700)).append(random.nextInt(5) == 0 ? '\n' : ' ');
    }
    Files.writeString(directory.resolve("file"), text);
    new Tool(directory).run(null, "tar", "-cf", "x-1.0.tar", "file");
    new Tool(directory).run(null, "touch", "-d", "@1350000000", "x-1.0.tar");
    raw = Files.readAllBytes(directory.resolve("x-1.0.tar"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gzip -n x-1.0.tar | gnu-gzip -6",
        "gzip x-1.0.tar | gnu-gzip -6 name=\"x-1.0.tar\" mtime=1350000000",
        "gzip -9 x-1.0.tar | gnu-gzip -9 name=\"x-1.0.tar\" mtime=1350000000",
        "gzip -1 x-1.0.tar | gnu-gzip -1 name=\"x-1.0.tar\" mtime=1350000000",
        "mv x-1.0.tar '\"a b\"' && gzip -S .z '\"a b\"' && mv '\"a b\".z' x-1.0.tar.gz "
            + "| gnu-gzip -6 name=\"\\\"a b\\\"\" mtime=1350000000",
      })
  void gzipOfANamedFile(String command, String recipe) throws Exception {
    new Tool(directory).run(null, "sh", "-c", command);
    roundTrip(Files.readAllBytes(directory.resolve("x-1.0.tar.gz")), recipe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "9,mtime=0 | zlib -9 name=\"x-1.0.tar\" os=255",
        "6,mtime=1.5e9 | zlib -6 name=\"x-1.0.tar\" mtime=1500000000 os=255",
      })
  void pythonsGzip(String arguments, String recipe) throws Exception {
    String command = PYTHON_GZIP.replace("@", arguments);
    roundTrip(new Tool(directory).run(null, "sh", "-c", command), recipe);
  }

  @Test
  void javasGzip() throws Exception {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(made)) {
      gzip.write(raw);
    }
    byte[] bytes = made.toByteArray();
    bytes[9] = (byte) 255;
    roundTrip(bytes.clone(), "zlib -6 os=255");
    // Up to Java 15.
    bytes[9] = 0;
    roundTrip(bytes, "zlib -6 os=0");
  }

  @Test
  void whatGitWritesByItselfNeedsNoHeader() throws Exception {
    Tool tool = new Tool(directory);
    tool.git("init", "-q", ".");
    tool.git("add", "file");
    tool.git("commit", "-q", "-m", "m");
    raw = tool.git(new byte[0], "archive", "--format=tar", "HEAD");
    roundTrip(
        tool.git(
            new byte[0],
            "-c",
            "tar.tar.gz.command=git archive gzip",
            "archive",
            "--format=tar.gz",
            "HEAD"),
        "zlib -6");
  }

  @Test
  void everyFieldAtOnce() throws Exception {
    byte[] plain = new Tool(directory).run(raw, "gzip", "-n");
    String recipe =
        "gnu-gzip -6 name=\"n\\xff\" comment=\"\" extra=\"ab\\x02\\x00\\x00\\x00\""
            + " mtime=4294967295 os=11 xfl=2 text checked";
    byte[] made = made(Compressor.parse(recipe));
    assertThat(Arrays.copyOfRange(made, made.length - plain.length + 10, made.length))
        .isEqualTo(Arrays.copyOfRange(plain, 10, plain.length));
    roundTrip(made, recipe);
    // gzip itself refuses a checksum of the header that is wrong.
    assertThat(new Tool(directory).run(made, "gzip", "-dc")).isEqualTo(raw);
  }

  @Test
  void aHeaderThatNoRecipeHoldsLeavesTheEngineAlone() throws Exception {
    byte[] made = made(Compressor.parse("gnu-gzip -6 mtime=7 checked"));
    made[10] ^= 1;
    Recognized found = find(made);
    assertThat(found.engine()).hasValueSatisfying(e -> assertThat(e).hasToString("gnu-gzip -6"));
    assertThat(found.ownHeader()).isTrue();
  }

  private void roundTrip(byte[] made, String recipe) throws Exception {
    Recognized found = find(made);
    Compressor compressor = found.engine().orElseThrow();
    assertThat(compressor).hasToString(recipe);
    assertThat(Compressor.parse(recipe)).isEqualTo(compressor);
    assertThat(found.ownHeader()).isEqualTo(compressor.header().isPresent());
    assertThat(made(compressor)).isEqualTo(made);
  }

  private Recognized find(byte[] made) throws IOException {
    Path file = Files.write(directory.resolve("made"), made);
    return new EngineSearch(Budget.ofHeap()).find(file, () -> new ByteArrayInputStream(raw));
  }

  private byte[] made(Compressor compressor) throws IOException {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    try (Encoder encoder = Engines.open(made, compressor, 1)) {
      encoder.write(raw);
      encoder.finish();
    }
    return made.toByteArray();
  }
}
