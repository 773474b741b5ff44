package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorListTest {
  @TempDir Path directory;

  @Test
  void theUrlsComeInTheFilesOrder() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("mirrors.toml"),
            """
            # Ours
            [[mirror]]
            url = "https://b.example/sources/"
            note = "no more than four connections"

            [[mirror]]
            url = "HTTP://a.example"
            """);
    assertThat(MirrorList.read(file))
        .containsExactly(URI.create("https://b.example/sources/"), URI.create("HTTP://a.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                              | l:1:1: there are no mirrors",
        "url = 'http://a/'               | l:1:1: unknown key \"url\"",
        "mirror = 'http://a/'            | l:1:1: mirror is not a list of tables",
        "[mirror]                        | l:1:1: mirror is not a list of tables",
        "[[mirror]]                      | a mirror without a url",
        "[[mirror]]\\nurl = 1            | l:2:7: url is a number",
        "[[mirror]]\\nurl = 'ftp://a/'   | l:2:7: not a URL of http",
        "[[mirror]]\\nurl = 'http://u:p@a/' | l:2:7: not a URL of http",
        "[[mirror]]\\nurl = ' '          | l:2:7: not a URL of http",
        "[[mirror]]\\nuri = 'http://a/'  | l:2:1: unknown key \"uri\" of a mirror",
        "[[mirror                        | not TOML",
      })
  void whatIsNoListIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> MirrorList.parse("l", text.replace("\\n", "\n")))
        .as(text)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void filesThatCannotBeListsAreRefused() throws Exception {
    Path file = directory.resolve("l");
    assertThatThrownBy(() -> MirrorList.read(file))
        .hasMessageContaining("cannot be read: there is no such file");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> MirrorList.read(file)).hasMessageContaining("not UTF-8");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> MirrorList.read(file)).isInstanceOf(LimitExceededException.class);
  }
}
