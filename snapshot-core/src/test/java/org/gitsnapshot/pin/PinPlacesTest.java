package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinPlacesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "rich.git, ../rich.git",
    "./rich.git, ../rich.git",
    "pins/rich.git, rich.git",
    "pins/../a/rich.git, ../a/rich.git",
    "pins/a:b, ./a:b",
    "pins/-a, ./-a",
    "pins, ./",
  })
  void aRelativePathLeadsFromThePins(String url, String expected) {
    assertThat(new PinPlaces(Path.of("pins")).of(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.org/a.git", "git@example.org:a.git", "file:///a", "/a/b.git"})
  void theRestStaysAsItIs(String url) {
    assertThat(new PinPlaces(Path.of("pins")).of(url)).isEqualTo(url);
  }

  @Test
  void besideThePinsAPathStaysAsItIs() {
    assertThat(new PinPlaces(Path.of("")).of("./a/../rich.git")).isEqualTo("./a/../rich.git");
  }

  @Test
  void linksAreFollowed() throws IOException {
    Files.createDirectories(directory.resolve("deep/pins"));
    Path link = Files.createSymbolicLink(directory.resolve("pins"), Path.of("deep/pins"));
    Path repository = Files.createDirectory(directory.resolve("rich.git"));
    String relative = Path.of("").toAbsolutePath().relativize(repository).toString();
    assertThat(new PinPlaces(link).of(relative)).isEqualTo("../../rich.git");
  }
}
