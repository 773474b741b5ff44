package org.gitsnapshot.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pin files and the examples that come with the project. */
class PinCollectionsTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("^```(toml|recipe)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static Path root() {
    return Path.of(System.getProperty("snapshot.root"));
  }

  static List<Path> pinFiles() throws Exception {
    try (Stream<Path> files = Files.list(root().resolve("pins"))) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pinFiles")
  void everyPinIsReadAndWrittenAsItStands(Path file) throws Exception {
    String text = Files.readString(file);
    for (Pin pin : PinFile.read(file)) {
      assertThat(text).contains("\n" + PinWriter.toToml(pin));
      assertThat(pin.expected()).isNotEmpty();
    }
  }

  @Test
  void liveBootstrapHasItsFilesUnderItsNames() throws Exception {
    List<Pin> pins = PinFile.read(root().resolve("pins/live-bootstrap.toml"));
    assertThat(pins).hasSize(36);
    for (Pin pin : pins) {
      assertThat(pin.like()).contains("live-bootstrap");
      assertThat(pin.outputs()).hasSize(1);
      Format format = pin.outputs().keySet().iterator().next();
      assertThat(pin.expected().getOrDefault(format, Map.of()))
          .containsOnlyKeys(DigestAlgorithm.SHA256);
    }
    assertThat(pins)
        .filteredOn(pin -> pin.name().equals("coreutils-9.4"))
        .map(pin -> pin.recipe(Format.TAR_XZ).toString())
        .containsExactly("tar git prefix=\"coreutils-9.4/\" | xz -6");
  }

  @Test
  void everyPublishedArchiveHasItsRawTar() throws Exception {
    List<Pin> pins = PinFile.read(root().resolve("pins/published.toml"));
    assertThat(pins).hasSize(232);
    assertThat(pins).allMatch(pin -> pin.expected().containsKey(Format.TAR));
    assertThat(pins).filteredOn(pin -> pin.like().isEmpty()).hasSize(4);
    assertThat(pins).filteredOn(pin -> pin.expected().size() == 1).hasSize(3);
  }

  @Test
  void theExamplesOfTheGuideAreRead() throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(root().resolve("docs/pins.md")));
    int pins = 0;
    int recipes = 0;
    while (example.find()) {
      if (example.group(1).equals("toml")) {
        pins += PinFile.parse("docs/pins.md", example.group(2)).size();
      } else {
        for (String recipe : example.group(2).lines().toList()) {
          assertThat(Recipe.parse(recipe)).hasToString(recipe);
          recipes++;
        }
      }
    }
    assertThat(pins).isGreaterThan(5);
    assertThat(recipes).isGreaterThan(3);
  }
}
