package org.gitsnapshot.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.gitsnapshot.codec.deflate.GnuGzip;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that real programs made, and whether it is told which. */
@Tag("one-jvm")
class EngineSearchTest {
  private static final String PYTHON =
      "import sys,zlib,struct;d=open('raw','rb').read();c=zlib.compressobj(int(sys.argv[1]),8,-15);"
          + "sys.stdout.buffer.write(b'\\x1f\\x8b\\x08\\x00'+struct.pack('<I',int(sys.argv[2]))"
          + "+b'\\x00\\xff'+c.compress(d)+c.flush()+struct.pack('<II',zlib.crc32(d),len(d)))";

  @TempDir Path directory;
  private byte[] raw = new byte[0];

  @BeforeEach
  void writeRaw() throws IOException {
    // Compressible, and long enough that all levels but 7 and 8 part.
    StringBuilder text = new StringBuilder();
    Random random = new Random(3);
    while (text.length() < 200_000) {
      text.append("word").append(random.nextInt(700)).append(random.nextInt(5) == 0 ? '\n' : ' ');
    }
    raw = text.toString().getBytes(StandardCharsets.US_ASCII);
    Files.write(directory.resolve("raw"), raw);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip -n -1 <raw, gnu-gzip -1, false",
    "gzip -n -3 <raw, gnu-gzip -3, false",
    "gzip -n <raw, gnu-gzip -6, false",
    "gzip -n -9 <raw, gnu-gzip -9, false",
    "touch -d @1350000000 raw; gzip -9 -c raw, gnu-gzip -9 name=\"raw\" mtime=1350000000, true",
    "bzip2 -1 <raw, bzip2 -1, false",
    "bzip2 <raw, bzip2 -9, false",
  })
  void theEngineAndTheLevelAreFound(String command, String engine, boolean ownHeader)
      throws IOException {
    Recognized found = find(command);
    assertThat(found.engine()).hasValueSatisfying(e -> assertThat(e).hasToString(engine));
    assertThat(found.ownHeader()).isEqualTo(ownHeader);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "6, 0", "9, 0", "6, 1577836800"})
  void anotherHeaderBeforeWhatZlibMadeIsTold(int level, long time) throws IOException {
    Recognized found = find("python3 -c \"" + PYTHON + "\" " + level + " " + time);
    String mtime = time == 0 ? "" : " mtime=" + time;
    String xfl = level == 1 || level == 9 ? " xfl=0" : "";
    assertThat(found.engine())
        .hasValueSatisfying(
            e -> assertThat(e).hasToString("zlib -" + level + mtime + " os=255" + xfl));
    assertThat(found.ownHeader()).isTrue();
    assertThat(found.header()).contains("system 255");
    if (time != 0) {
      assertThat(found.header()).contains("time 2020-01-01T00:00:00Z");
    }
  }

  @Test
  void whatNoEngineMadeIsNotFoundAndItsHeaderIsTold() throws IOException {
    Recognized found = find("(head -c 100000 raw | gzip -9; tail -c +100001 raw | gzip -9)");
    assertThat(found.engine()).isEmpty();
    assertThat(found.untried()).isEmpty();
    assertThat(find("gzip -c raw").header()).hasSize(2).first().isEqualTo("name raw");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xz -T1 <raw | xz -6",
        "xz -T2 -0 <raw | xz-mt -0",
        "xz -T1 -3e <raw | xz -3e",
        "xz --check=crc32 -T1 <raw | xz -6 check=crc32",
        "xz --check=none -T2 -1e <raw | xz-mt -1e check=none",
        "xz --check=sha256 -T1 --lzma2=preset=6e,dict=96KiB <raw | xz -6e check=sha256 dict=96KiB",
        "xz -T1 --lzma2=preset=4,dict=1MiB <raw | xz -4 dict=1MiB",
        "xz -T1 --lzma2=preset=1,lc=0,lp=2,pb=0 <raw | xz -1 lc=0 lp=2 pb=0",
        "xz -T1 -1 --block-size=65536 <raw | xz -1 block=64KiB",
        "xz -T2 -6 --block-size=65537 <raw | xz-mt -6 block=65537",
      })
  void theOptionsOfXzAreSeenInTheFile(String command, String engine) throws IOException {
    Recognized found = find(command);
    assertThat(found.engine()).hasValueSatisfying(e -> assertThat(e).hasToString(engine));
  }

  /** Of a block that is stored whole xz names the smallest dictionary, whatever the level. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"xz -T2 -0 <raw | xz-mt -0", "xz -T2 -0 --check=crc32 <raw | xz-mt -0 check=crc32"})
  void aBlockThatIsStoredTellsNothingOfTheDictionary(String command, String engine)
      throws IOException {
    raw = new byte[1_300_000];
    new Random(5).nextBytes(raw);
    Files.write(directory.resolve("raw"), raw);
    Recognized found = find(command);
    assertThat(found.engine()).hasValueSatisfying(e -> assertThat(e).hasToString(engine));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xz -T1 </dev/null | xz -6",
        "xz -T2 -6 </dev/null | xz -6",
        "xz --check=none </dev/null | xz -6 check=none"
      })
  void nothingHasNoBlock(String command, String engine) throws IOException {
    raw = new byte[0];
    Recognized found = find(command);
    assertThat(found.engine()).hasValueSatisfying(e -> assertThat(e).hasToString(engine));
    assertThat(found.header()).noneMatch(fact -> fact.contains("filter"));
  }

  @Test
  void otherFiltersThanLzma2AreNamed() throws IOException {
    for (String filter : new String[] {"x86", "arm", "sparc", "delta"}) {
      Recognized found = find("xz -T1 --" + filter + " --lzma2 <raw");
      assertThat(found.engine()).isEmpty();
      assertThat(found.header()).containsExactly("filter " + filter);
    }
  }

  @Test
  void aFileWithMoreBehindItIsNotTheEngines() throws IOException {
    Recognized found = find("gzip -n <raw; printf x");
    assertThat(found.engine()).isEmpty();
  }

  @Test
  void theBudgetIsKept() throws IOException {
    Path file = make("gzip -n <raw");
    Recognized bytes = find(file, new Budget(100_000, 1L << 30, 1L << 30));
    assertThat(bytes.engine()).isEmpty();
    assertThat(bytes.untried())
        .contains("not every engine was tried to the end: the content is longer than 100000 bytes");
    Recognized memory = find(file, new Budget(1L << 30, 10, 10));
    assertThat(memory.engine()).isEmpty();
    assertThat(memory.untried())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("gnu-gzip -6, ")
                    .contains(" were not tried: they take up to ")
                    .endsWith(" (give it a larger one, as SNAPSHOT_JAVA_OPTS=-Xmx2g does)"));
    long one = new GnuGzip().memory(6, 1);
    Recognized serial = find(file, new Budget(1L << 30, one, one));
    assertThat(serial.engine()).hasValueSatisfying(e -> assertThat(e).hasToString("gnu-gzip -6"));
    Recognized alone = find(file, new Budget(1L << 30, 10, one));
    assertThat(alone.engine()).hasValueSatisfying(e -> assertThat(e).hasToString("gnu-gzip -6"));
  }

  private Recognized find(Path file, Budget budget) throws IOException {
    return new EngineSearch(budget).find(file, this::open);
  }

  private ByteArrayInputStream open() {
    return new ByteArrayInputStream(raw);
  }

  private Recognized find(String command) throws IOException {
    return new EngineSearch(Budget.ofHeap()).find(make(command), this::open);
  }

  private Path make(String command) throws IOException {
    byte[] made = new Tool(directory).run(null, "sh", "-c", command);
    return Files.write(directory.resolve("made"), made);
  }
}
