package org.gitsnapshot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The profiles beside the gits that they stand for, first and last of each, built from source.
 *
 * <p>CI does not build old gits; its goldens were made by them. To run it, put each version's
 * program at {@code DIRECTORY/VERSION/git}: {@code mvn test -Dtest=ProfilesCheck
 * -Dsnapshot.gits=DIRECTORY}, with {@code -Dsnapshot.count} and {@code -Dsnapshot.seed} as for
 * {@link ArchiveOracleTest}.
 */
class ProfilesCheck {
  private static final long SEEDS = 3000;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1.8.0, GIT_1_8_0, PLAIN_ATTRIBUTES",
    "1.8.1, GIT_1_8_0, PLAIN_ATTRIBUTES",
    "1.8.1.1, GIT_2_9, LAYOUT",
    "2.9.0, GIT_2_9, PLAIN_ATTRIBUTES",
    "2.10.0, GIT_2_9, PLAIN_ATTRIBUTES",
    "2.14.1, GIT_2_9, PLAIN_ATTRIBUTES",
    "2.14.2, GIT_2_9, PLAIN_ATTRIBUTES",
    "2.14.3, GIT_2_14, PLAIN_ATTRIBUTES",
    "2.23.0, GIT_2_14, ALL_ATTRIBUTES",
    "2.24.0, GIT, ALL_ATTRIBUTES",
    "2.55.0, GIT, ALL_ATTRIBUTES"
  })
  void theProfileIsThatOfTheVersion(String version, Profile profile, Features features)
      throws IOException {
    String gits = Objects.requireNonNull(System.getProperty("snapshot.gits"), "-Dsnapshot.gits");
    String git = Path.of(gits, version, "git").toString();
    assertThat(new Tool(directory).text(git, "--version")).contains(version);
    long count = Long.getLong("snapshot.count", SEEDS);
    Comparison comparison = new Comparison(directory, git, profile, true);
    new Seeds(comparison, features).requireSame(Long.getLong("snapshot.seed", 0), count);
    assertThat(comparison.bytes()).isGreaterThan(count * 15_000);
    assertThat(comparison.refused()).isLessThan((int) (count / 5));
  }
}
