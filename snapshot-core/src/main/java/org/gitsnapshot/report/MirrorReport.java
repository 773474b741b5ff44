package org.gitsnapshot.report;

import java.util.List;

/**
 * What came of a mirror's update or check.
 *
 * @param files one for each file that was wanted, in the order of names
 * @param published whether the lists that are published changed
 * @param pruned the names of files that were removed
 * @param notes what an operator should know, one line each
 */
public record MirrorReport(
    List<MirrorFileReport> files, boolean published, List<String> pruned, List<String> notes) {
  /** Copies the lists. */
  public MirrorReport {
    files = List.copyOf(files);
    pruned = List.copyOf(pruned);
    notes = List.copyOf(notes);
  }

  /** Returns how many files had this outcome. */
  public long count(MirrorFileReport.Outcome outcome) {
    return files.stream().filter(file -> file.outcome() == outcome).count();
  }

  /** Returns whether the mirror has all that was wanted. */
  public boolean complete() {
    return files.stream().allMatch(file -> file.outcome().there());
  }

  /** Returns the size of all files that are there, in bytes. */
  public long bytes() {
    return files.stream().mapToLong(MirrorFileReport::size).sum();
  }
}
