package org.gitsnapshot.textdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.report.TextDifference;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextDiffTest {
  @TempDir Path directory;

  @Test
  void patchTurnsOneIntoTheOther() throws Exception {
    Random random = new Random(9);
    Tool tool = new Tool(directory);
    for (int round = 0; round < 40; round++) {
      String a = text(random, random.nextInt(40));
      String b = round % 4 == 0 ? text(random, random.nextInt(40)) : edited(a, random);
      if (a.equals(b)) {
        continue;
      }
      Path file = Files.writeString(directory.resolve("file"), a);
      byte[] unused =
          tool.run(
              ("--- file\n+++ file\n" + unified(a, b)).getBytes(StandardCharsets.UTF_8),
              "patch",
              "-s",
              "-F0",
              "file");
      assertThat(Files.readString(file)).as("round " + round).isEqualTo(b);
    }
  }

  @Test
  void whatIsNotTextHasNone() {
    assertThat(TextDiff.of(new byte[] {'a', 0}, bytes("b"), 10)).isEmpty();
    assertThat(TextDiff.of(bytes("b"), new byte[] {(byte) 0xff}, 10)).isEmpty();
  }

  @Test
  void theLimitCutsAndSaysHowMuch() {
    TextDifference diff = TextDiff.of(bytes("a\nb\nc\n"), bytes("x\ny\nz\n"), 4).orElseThrow();
    assertThat(diff.hunks().get(0).lines()).hasSize(4);
    assertThat(diff.leftOut()).isEqualTo(2);
  }

  @Test
  void controlCharactersAreEscaped() {
    TextDifference diff = TextDiff.of(bytes("a\u001b[2J\tb\n"), bytes("c\n"), 9).orElseThrow();
    assertThat(diff.hunks().get(0).lines().get(0).text()).isEqualTo("a\\x1b[2J\tb");
  }

  @Test
  void aHundredThousandDifferentLinesTakeNoTime() {
    StringBuilder a = new StringBuilder();
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      a.append(i % 977).append("a\n");
      b.append(i % 983).append("b\n");
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(TextDiff.of(bytes(a.toString()), bytes(b.toString()), 10)).isPresent());
  }

  private static String unified(String a, String b) {
    StringBuilder text = new StringBuilder();
    TextDifference diff = TextDiff.of(bytes(a), bytes(b), 10_000).orElseThrow();
    for (TextDifference.Hunk hunk : diff.hunks()) {
      text.append(hunk.head()).append('\n');
      for (TextDifference.Line line : hunk.lines()) {
        text.append(line.mark()).append(line.mark() == '\\' ? " " : "").append(line.text());
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String text(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("line ").append(random.nextInt(12)).append('\n');
    }
    return random.nextInt(4) == 0 ? text + "no end" : text.toString();
  }

  private static String edited(String a, Random random) {
    List<String> lines = new ArrayList<>(List.of(a.split("(?<=\n)", -1)));
    for (int i = 0; i < 3; i++) {
      lines.add(random.nextInt(lines.size()), "new " + random.nextInt(100) + "\n");
      lines.remove(random.nextInt(lines.size()));
    }
    return String.join("", lines);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
