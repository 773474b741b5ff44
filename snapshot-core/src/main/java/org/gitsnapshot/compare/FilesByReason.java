package org.gitsnapshot.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.compare.Reasons.Reason;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.FileGroup;

/**
 * The files that differ, by reason: all are counted, and the first of each reason are kept, so that
 * many of one reason take no place from those of another.
 */
final class FilesByReason {
  private static final class Group {
    private final List<DifferingFile> first = new ArrayList<>();
    private long count;
  }

  private final Map<Reason, Group> groups =
      new TreeMap<>(Comparator.comparingInt(Reason::order).thenComparing(Reason::what));

  /**
   * Sorts files into groups.
   *
   * @param sorted by path
   * @param most how many of each reason are kept
   */
  FilesByReason(List<DifferingFile> sorted, Reasons reasons, int most) throws IOException {
    for (DifferingFile file : sorted) {
      Reason reason = reasons.of(file.path(), file.change(), file.placeA());
      Group group = groups.computeIfAbsent(reason, unused -> new Group());
      group.count++;
      if (group.first.size() < most) {
        group.first.add(file);
      }
    }
  }

  /** Returns the files that were kept, what matters most first. */
  List<DifferingFile> kept() {
    return groups.values().stream().flatMap(group -> group.first.stream()).toList();
  }

  /** Returns the groups for a report, in the same order. */
  List<FileGroup> groups() {
    List<FileGroup> told = new ArrayList<>();
    groups.forEach(
        (reason, group) -> {
          List<ByteString> paths = group.first.stream().map(DifferingFile::path).toList();
          told.add(new FileGroup(reason.what(), paths, group.count));
        });
    return told;
  }
}
