package org.gitsnapshot.report;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What two sides have in common and what differs, layer by layer: the one tree that text, JSON and
 * HTML are printed from.
 *
 * @param sameness the whole in one word
 * @param verdict the whole in one line
 * @param a the first side
 * @param b the second side
 * @param file where the files first differ as they are, if they do
 * @param raw where the raw tars first differ, if they do
 * @param tar what differs between the tars, in groups
 * @param files the files that differ, as many of each group as were asked for, group by group
 * @param groups the files that differ by what differs, or by likely reason where more is known;
 *     what matters most first
 * @param fileCounts how many files differ, by what differs
 * @param mapA where in side A's raw tar the differences lie, if it has one
 * @param mapB where in side B's
 * @param notes what was left out, and what else a reader has to know
 */
public record CompareReport(
    Sameness sameness,
    String verdict,
    ComparedSide a,
    ComparedSide b,
    Optional<FirstDifference> file,
    Optional<FirstDifference> raw,
    List<TarDifference> tar,
    List<FileDifference> files,
    List<FileGroup> groups,
    Map<FileDifference.Change, Long> fileCounts,
    Optional<ArchiveMap> mapA,
    Optional<ArchiveMap> mapB,
    List<String> notes) {
  /** Copies the collections. */
  public CompareReport {
    tar = List.copyOf(tar);
    files = List.copyOf(files);
    groups = List.copyOf(groups);
    fileCounts = ImmutableMap.copyOf(fileCounts);
    notes = List.copyOf(notes);
  }

  /** Returns how many files differ. */
  public long filesTotal() {
    return fileCounts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the files in which this differs that are listed. */
  public List<FileDifference> listed(FileDifference.Change change) {
    return files.stream().filter(file -> file.change() == change).toList();
  }
}
