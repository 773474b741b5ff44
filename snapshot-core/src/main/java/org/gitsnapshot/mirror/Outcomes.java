package org.gitsnapshot.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;

/**
 * What came of one thing that was wanted.
 *
 * @param reports one for each of its files
 * @param files what the manifest is to tell of those that are there
 * @param notes what an operator should know
 */
record Outcomes(List<MirrorFileReport> reports, List<MirrorFile> files, List<String> notes) {
  /** Returns what is told of files that are there. */
  static List<MirrorFileReport> there(List<MirrorFile> files, Outcome outcome) {
    return files.stream()
        .map(
            file ->
                MirrorFileReport.there(
                    file.name(), outcome, file.size(), Optional.of(Origins.text(file.origin()))))
        .toList();
  }

  /** Returns what came of files of which each failed for one reason. */
  static Outcomes not(
      Collection<String> names, Outcome outcome, String message, Optional<String> hint) {
    List<MirrorFileReport> reports = new ArrayList<>();
    for (String name : names) {
      reports.add(MirrorFileReport.not(name, outcome, message, hint));
    }
    return new Outcomes(reports, List.of(), List.of());
  }

  /** Returns what came of files that failed for a reason that is explained. */
  static Outcomes failed(Collection<String> names, Explanation why) {
    return not(names, Outcome.FAILED, why.message(), why.hint());
  }
}
