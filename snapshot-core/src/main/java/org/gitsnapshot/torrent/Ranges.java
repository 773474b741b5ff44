package org.gitsnapshot.torrent;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.report.TorrentCheckReport.Range;

/** Ranges of bytes that are found in order, those that touch as one. Used by one thread. */
final class Ranges {
  private final List<Range> ranges = new ArrayList<>();

  /** Adds {@code [from, to)}, which does not begin before the last one; nothing where empty. */
  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).to() >= from) {
      ranges.set(last, new Range(ranges.get(last).from(), to));
    } else {
      ranges.add(new Range(from, to));
    }
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  List<Range> all() {
    return List.copyOf(ranges);
  }
}
