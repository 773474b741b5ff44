package org.gitsnapshot.report;

import java.util.List;
import org.gitsnapshot.hash.Oid;

/**
 * Why a commit's archive may not be the same everywhere.
 *
 * @param name what it is called: the pin's name, or the revision
 * @param commit the commit
 * @param findings in the order of {@link Finding.Reason}; none if all is well
 */
public record LintReport(String name, Oid commit, List<Finding> findings) {
  /** Copies the list. */
  public LintReport {
    findings = List.copyOf(findings);
  }
}
