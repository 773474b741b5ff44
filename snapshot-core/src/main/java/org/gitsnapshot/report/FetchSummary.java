package org.gitsnapshot.report;

import java.util.List;

/**
 * What came of a whole fetch.
 *
 * @param trust in one line, where the digests came from
 * @param files a report for each file, in the order of the list or of the names asked for
 * @param faults what mirrors did wrong before any file: manifests that are missing or disagree
 */
public record FetchSummary(String trust, List<FetchReport> files, List<MirrorFault> faults) {
  /** Copies the lists. */
  public FetchSummary {
    files = List.copyOf(files);
    faults = List.copyOf(faults);
  }
}
