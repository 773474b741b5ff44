package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void file() {
    file = directory.resolve("files.tsv");
  }

  @Test
  void whatIsAddedIsReadAgain() throws IOException {
    Journal journal = Journal.read(file);
    journal.add("a", line(1));
    journal.add("b", line(2));
    journal.add("a", line(3));
    assertThat(Journal.read(file).get("a")).contains(line(3));
    assertThat(Journal.read(file).get("b")).contains(line(2));
    assertThat(Files.readAllLines(file)).hasSize(4);
    journal.compact();
    assertThat(Files.readAllLines(file)).hasSize(3);
    assertThat(Journal.read(file).get("a")).contains(line(3));
  }

  @Test
  void whatIsNotedIsWrittenAtTheEnd() throws IOException {
    Journal journal = Journal.read(file);
    journal.note("a", line(1));
    assertThat(file).doesNotExist();
    journal.compact();
    assertThat(Journal.read(file).get("a")).contains(line(1));
  }

  @Test
  void whatWasCutOffWithinALetterOrLostIsPassedOver() throws IOException {
    Journal journal = Journal.read(file);
    journal.add("a", line(1));
    byte[] before = Files.readAllBytes(file);
    journal.add("\u00e4", line(2));
    byte[] whole = Files.readAllBytes(file);
    for (int length = before.length; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(Journal.read(file).get("a")).contains(line(1));
      // A power cut may have left the length without the bytes.
      Files.write(file, Arrays.copyOf(before, length));
      Journal zeros = Journal.read(file);
      assertThat(zeros.get("a")).contains(line(1));
      zeros.add("c", line(3));
      assertThat(Journal.read(file).get("c")).contains(line(3));
    }
  }

  @Test
  void aLineThatWasCutOffAnywhereIsPassedOver() throws IOException {
    Journal journal = Journal.read(file);
    journal.add("a", line(1));
    long before = Files.size(file);
    journal.add("b", line(2));
    byte[] whole = Files.readAllBytes(file);
    for (int length = (int) before; length < whole.length - 1; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      Journal cut = Journal.read(file);
      assertThat(cut.get("a")).contains(line(1));
      assertThat(cut.get("b")).isEmpty();
      cut.add("c", line(3));
      assertThat(Journal.read(file).get("a")).contains(line(1));
      assertThat(Journal.read(file).get("b")).isEmpty();
      assertThat(Journal.read(file).get("c")).contains(line(3));
    }
  }

  @Test
  void anotherVersionIsNotTaken() throws IOException {
    Journal.read(file).add("a", line(1));
    String text = Files.readString(file).replace("state/1", "state/2");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Journal journal = Journal.read(file);
    assertThat(journal.get("a")).isEmpty();
    journal.add("b", line(2));
    assertThat(Journal.read(file).get("b")).contains(line(2));
  }

  private static Journal.Line line(int number) {
    return new Journal.Line(
        new Journal.Stamp(number, 1_700_000_000_000_000_000L + number),
        new Digest(DigestAlgorithm.SHA256, Integer.toString(number).repeat(64)),
        Optional.of(
            new Origin.Download(
                "https://x.org/a", Optional.of("https://y.org/a"), Optional.of("https://y.org/"))));
  }
}
