package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns of every character against those that {@code git archive} pads with. */
class DisplayWidthTest {
  private static final int LINES = 500;

  @TempDir Path directory;

  @Test
  void everyCharacterHasTheColumnsThatGitGivesIt() throws IOException {
    Set<Integer> changed = changed();
    assertThat(changed).hasSize(500);
    List<String> files = new ArrayList<>();
    StringBuilder file = new StringBuilder();
    int[] characters =
        IntStream.concat(IntStream.range(1, 0x40000), IntStream.range(0xe0000, 0xe0400))
            .filter(c -> c != '\n' && c != '$' && !changed.contains(c))
            .toArray();
    for (int i = 0; i < characters.length; i++) {
      // The text before a format counts for its column.
      file.append(FormatRepository.text(utf8(characters[i]))).append("$Format:%<|(4)%x7c$\n");
      if (i % LINES == LINES - 1 || i == characters.length - 1) {
        files.add(file.toString());
        file.setLength(0);
      }
    }
    FormatRepository repository = new FormatRepository(directory);
    repository.add("author A <a> 1 +0000\ncommitter C <c> 1 +0000\n\nm\n", files);
    List<FormatRepository.Outcome> outcomes = repository.outcomes();
    assertThat(outcomes).hasSizeGreaterThan(500);
    assertThat(outcomes.stream().filter(outcome -> !outcome.isSame()).limit(1)).isEmpty();
  }

  @Test
  void charactersThatUnicodeChangedHaveTheColumnsOfTheLatestGit() throws IOException {
    for (String[] range : ranges()) {
      for (int c = Integer.parseInt(range[0], 16); c <= Integer.parseInt(range[1], 16); c++) {
        assertThat(DisplayWidth.columns(c)).as("U+%04X", c).isEqualTo(Integer.parseInt(range[2]));
      }
    }
  }

  private static byte[] utf8(int character) {
    if (character < 0xd800 || character > 0xdfff) {
      return Character.toString(character).getBytes(StandardCharsets.UTF_8);
    }
    // No text has half a pair; Java would write a question mark.
    return new byte[] {
      (byte) 0xed, (byte) (0x80 | ((character >> 6) & 0x3f)), (byte) (0x80 | (character & 0x3f))
    };
  }

  private static Set<Integer> changed() throws IOException {
    Set<Integer> changed = new HashSet<>();
    for (String[] range : ranges()) {
      for (int c = Integer.parseInt(range[0], 16); c <= Integer.parseInt(range[1], 16); c++) {
        changed.add(c);
      }
    }
    return changed;
  }

  private static List<String[]> ranges() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    DisplayWidthTest.class.getResourceAsStream("widths-since-2.39.txt")),
                StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[- ]", -1))
          .toList();
    }
  }
}
