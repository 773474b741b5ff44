package org.gitsnapshot.report;

import java.util.List;

/**
 * Whether a mirror's directory has all that it should.
 *
 * @param files how many files its manifest has
 * @param problems one line for each file or list that is missing or not as it should be, in the
 *     order of the names; none where the mirror is complete
 */
public record CompletenessReport(int files, List<String> problems) {
  /** Copies the list. */
  public CompletenessReport {
    problems = List.copyOf(problems);
  }

  /** Returns whether all is there. */
  public boolean complete() {
    return problems.isEmpty();
  }
}
