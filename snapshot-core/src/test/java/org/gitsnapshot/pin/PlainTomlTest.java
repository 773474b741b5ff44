package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read without the library is what the library reads, places too. */
class PlainTomlTest {
  private static final Path ROOT = Path.of(System.getProperty("snapshot.root"));

  private static boolean reads(String text) {
    return BothToml.compare(new PinSections.Section(text, 7));
  }

  @Test
  void readsWhatPinsAreMostlyWrittenAs() {
    assertThat(
            reads(
                """
                # A comment.

                [[pin]]  # one
                name    = "coreutils-9.4"
                url = ["https://example.org/a.git", "git://example.org/a"]
                formats = [
                  "tar",
                \t"tar.gz",

                ]
                "profile"\t=\t"git"
                abbrev = 12
                zero = 0
                yes = true
                no = false
                none = []
                empty = ""
                a-B_9 = "#"

                [pin.sha256]
                tar = "00"
                "tar.gz" = "11" # and so on
                [pin.sha512]"""))
        .isTrue();
    assertThat(reads("[[mirror]]\nurl = \"a\"\n[[mirror]]\nurl = \"b\"\n[mirror.x]\ny = 1\n"))
        .isTrue();
    assertThat(reads("")).isTrue();
  }

  @Test
  void readsAllPinsOfTheProject() throws Exception {
    try (Stream<Path> files = Files.walk(ROOT.resolve("pins"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".toml")).toList()) {
        for (PinSections.Section section : PinSections.of(Files.readString(file))) {
          assertThat(BothToml.compare(section)).as(section.text()).isTrue();
        }
      }
    }
  }

  @Test
  void leavesAllElseToTheLibrary() {
    for (String text :
        List.of(
            "a = 'b'",
            "a = \"\"\"b\"\"\"",
            "a = \"b\\n\"",
            "a = \"é\"",
            "a = { b = 1 }",
            "a.b = 1",
            "a = 1.5",
            "a = 1_000",
            "a = +1",
            "a = 0x1",
            "a = 012",
            "a = 9223372036854775808",
            "a = 2020-01-01",
            "a = [1]",
            "a = [\"b\" # c\n]",
            "a = [\"b\" \"c\"]",
            "a = [,]",
            "a = trueish",
            "a = ",
            "a 1",
            "a = 1 b = 2",
            "a = 1\r\n",
            "a = 1\na = 2",
            "[a]\nb = 1",
            "[[a]]\n[a]",
            "[[a]]\n[a.b]\n[a.b]",
            "[[a]]\nb = 1\n[a.b]",
            "[[a]]\n[[a.b]]",
            "a = []\n[[a]]",
            "a = \"x\"\n[[a]]",
            "[ [a]]",
            "# \u0001",
            "a = \"\u007f\"",
            "'a' = 1",
            "= 1",
            "[[a]")) {
      assertThat(PlainToml.read("S", new PinSections.Section(text, 0))).as(text).isNull();
    }
  }

  @Test
  void isNeverOtherThanTheLibrary() throws IOException {
    String[] pieces = {
      "[[pin]]",
      "[pin.sha256]",
      "[[pin",
      "[pin",
      "]",
      "]]",
      "[",
      ".",
      "\n",
      "\n",
      " ",
      "\t",
      "#",
      "a",
      "b",
      "name",
      "\"",
      "\"\"",
      "\"x\"",
      "\"tar.gz\"",
      "'",
      "\\",
      "=",
      " = ",
      ",",
      "1",
      "0",
      "true",
      "false",
      "- ",
      "_",
      "{",
      "}",
      "é",
      "\r",
      "= \"v\"\n",
      "k = [\"v\"]\n",
      "\nn = 5\n",
      "= [\n\"a\",\n \"b\" ]\n",
      "\na = []\n",
      "[[a]]\n",
      "[a.b]\n",
      "\na = [\"b\"]\n"
    };
    List<String> usual = new ArrayList<>();
    for (PinSections.Section section :
        PinSections.of(Files.readString(ROOT.resolve("pins/demo.toml")))) {
      usual.add(section.text());
    }
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder();
      if (i % 3 == 0) {
        text.append(usual.get(random.nextInt(usual.size())));
        for (int n = random.nextInt(3); n >= 0; n--) {
          int from = random.nextInt(text.length());
          int to = Math.min(text.length(), from + random.nextInt(3));
          text.replace(from, to, pieces[random.nextInt(pieces.length)]);
        }
      } else {
        for (int n = random.nextInt(12); n >= 0; n--) {
          text.append(pieces[random.nextInt(pieces.length)]);
        }
      }
      read += reads(text.toString()) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(3000);
  }
}
