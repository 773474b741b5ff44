package org.gitsnapshot.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the commits of many seeds through a comparison and stops at the first that differs, with a
 * small commit that still does and the commands that make it.
 */
final class Seeds {
  /** Enough that starting processes does not count, few enough to keep what they make small. */
  private static final int BATCH = 150;

  private static final int SHRINKING_STEPS = 1500;

  private final Comparison comparison;
  private final Features features;

  Seeds(Comparison comparison, Features features) {
    this.comparison = comparison;
    this.features = features;
  }

  /** Fails if one of so many seeds gives another tar. */
  void requireSame(long first, long count) throws IOException {
    long end = first + count;
    for (long from = first; from < end; from += BATCH) {
      List<SampleCommit> commits = new ArrayList<>();
      for (long seed = from; seed < Math.min(from + BATCH, end); seed++) {
        commits.add(RandomCommit.of(seed, features));
      }
      List<Optional<String>> differences = comparison.differences(commits);
      for (int i = 0; i < differences.size(); i++) {
        if (differences.get(i).isPresent()) {
          fail(from + i, commits.get(i), differences.get(i).get());
        }
      }
    }
  }

  private void fail(long seed, SampleCommit commit, String difference) throws IOException {
    SampleCommit small =
        new Shrinker(each -> different(each).isPresent(), SHRINKING_STEPS).shrink(commit);
    throw new AssertionError(
        "seed "
            + seed
            + ", "
            + difference
            + "\nmade small: "
            + different(small).orElse("it no longer differs")
            + "\n"
            + Reproduction.of(small));
  }

  private Optional<String> different(SampleCommit commit) throws IOException {
    return comparison.differences(List.of(commit)).get(0);
  }
}
