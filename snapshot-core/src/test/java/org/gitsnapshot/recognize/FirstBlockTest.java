package org.gitsnapshot.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings are left of a file of xz when its first block was looked at. */
@Tag("one-jvm")
class FirstBlockTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xz -T2 -6 <raw | xz-mt -6",
        "xz -T2 -1 <raw | xz-mt -1",
        "xz -T2 -3e <raw | xz-mt-extreme -3",
        "xz -T2 -6 --block-size=300000 <raw | xz-mt -6",
        "xz -T2 -2 --block-size=300000 --check=sha256 <raw | xz-mt -2",
        "xz -T2 --lzma2=preset=4,dict=1MiB,lc=0 <raw | xz-mt -4",
      })
  void onlyWhatMakesTheSameDataIsLeft(String command, String made) throws IOException {
    byte[] raw = text(900_000);
    assertThat(sieve(command, raw)).containsExactly(made);
  }

  /** What a block is coded to at its end depends on what is behind it as little as with xz. */
  @ParameterizedTest
  @CsvSource({"1", "300", "5000", "299999", "300000", "300001"})
  void theRightOneIsLeftHoweverShortTheInput(int length) throws IOException {
    byte[] raw = text(length);
    assertThat(sieve("xz -T2 -1 --block-size=300000 <raw", raw)).contains("xz-mt -1");
  }

  /** Its chunks are stored, or all of its block. */
  @Test
  void theRightOneIsLeftOfWhatCannotBeCompressed() throws IOException {
    byte[] raw = new byte[1_300_000];
    new Random(8).nextBytes(raw);
    assertThat(sieve("xz -T2 -0 <raw", raw)).contains("xz-mt -0");
  }

  @Test
  void whatWasMadeWithOneThreadIsLeftToBeComparedWhole() throws IOException {
    assertThat(sieve("xz -T1 -6 <raw", text(900_000))).contains("xz -6", "xz -5", "xz-extreme -6");
  }

  private List<String> sieve(String command, byte[] raw) throws IOException {
    Files.write(directory.resolve("raw"), raw);
    Path file = directory.resolve("made");
    Files.write(file, new Tool(directory).run(null, "sh", "-c", command));
    FileHead head = FileHead.read(file);
    List<Candidate> candidates = new ArrayList<>(Candidate.usual(head));
    candidates.addAll(Candidate.unusual(head));
    return FirstBlock.sieve(candidates, file, head, () -> new ByteArrayInputStream(raw)).stream()
        .map(candidate -> candidate.engine().name() + " -" + candidate.level())
        .toList();
  }

  private static byte[] text(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(3);
    while (text.length() < length) {
      text.append("word").append(random.nextInt(700)).append(random.nextInt(5) == 0 ? '\n' : ' ');
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }
}
