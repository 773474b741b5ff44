package org.gitsnapshot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gitsnapshot.recipe.Profile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole random commits against {@code git archive}, byte for byte.
 *
 * <p>{@code -Dsnapshot.long=true} compares {@code -Dsnapshot.count} of them, by default {@value
 * #LONG_SEEDS}, from the seed {@code -Dsnapshot.seed} on, in place of {@value #SEEDS}.
 */
@Tag("one-jvm")
class ArchiveOracleTest {
  private static final int SEEDS = 300;
  private static final int LONG_SEEDS = 20_000;

  @TempDir Path directory;

  @Test
  void everyCommitGivesTheTarOfGit() throws IOException {
    boolean all = Boolean.getBoolean("snapshot.long");
    long count = all ? Long.getLong("snapshot.count", LONG_SEEDS) : SEEDS;
    Comparison comparison = new Comparison(directory, "git", Profile.GIT, false);
    new Seeds(comparison, Features.TODAY).requireSame(Long.getLong("snapshot.seed", 0), count);
    // An archive of nothing is 10 KiB: there was something in most.
    assertThat(comparison.bytes()).isGreaterThan(count * 20_000);
    assertThat(comparison.refused()).as("commits that git does not archive").isZero();
  }
}
