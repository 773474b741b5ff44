package org.gitsnapshot.pin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code bad-X.toml} beside this test is refused with the line in {@code bad-X.error}: file,
 * line and column, what is wrong, and in brackets what would be right.
 */
class BadPinFilesTest {
  private static Path directory() {
    return Path.of(System.getProperty("snapshot.root"))
        .resolve("snapshot-core/src/test/resources/org/gitsnapshot/pin/bad");
  }

  private static List<String> files(String ending) {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.endsWith(ending))
          .map(n -> n.substring(0, n.length() - ending.length()))
          .sorted()
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static List<String> names() {
    return files(".toml");
  }

  @Test
  void everyFileHasItsPair() throws IOException {
    assertThat(names()).hasSizeGreaterThan(80).isEqualTo(files(".error"));
    try (Stream<Path> all = Files.list(directory())) {
      assertThat(all).hasSize(2 * names().size());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void isRefusedWithPlaceAndHint(String name) throws Exception {
    String expected = Files.readString(directory().resolve(name + ".error"));
    Path file = directory().resolve(name + ".toml");
    try {
      PinFile.read(file);
    } catch (InvalidInputException fault) {
      assertThat(fault.fullMessage().replace(file.toString(), name + ".toml") + "\n")
          .isEqualTo(expected);
      assertThat(fault.position()).isPresent();
      return;
    }
    fail(name + ".toml is not refused");
  }

  /** Tars are all of UTF-8, often, and compressed files are not. */
  @Test
  void anArchiveIsToldFromTextThatIsWrong(@TempDir Path dir) throws Exception {
    byte[] tar = Arrays.copyOf("a/".getBytes(US_ASCII), 10_240);
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    for (byte[] archive : List.of(tar, gzip)) {
      Path file = Files.write(dir.resolve("a.tar"), archive);
      assertThatThrownBy(() -> PinFile.read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageMatching(".*:1:[1-9]: a NUL byte, and pins are text");
    }
    Path utf16 = Files.write(dir.resolve("p.toml"), "\uFEFF[[pin]]".getBytes(UTF_16LE));
    assertThatThrownBy(() -> PinFile.read(utf16)).hasMessage(utf16 + ":1:1: not UTF-8");
  }
}
