package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;
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
}
