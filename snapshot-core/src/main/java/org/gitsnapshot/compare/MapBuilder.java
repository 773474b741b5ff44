package org.gitsnapshot.compare;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.report.ArchiveMap;
import org.gitsnapshot.report.ArchiveMap.Region;
import org.gitsnapshot.report.ArchiveMap.What;
import org.jspecify.annotations.Nullable;

/** Gathers where in a raw tar the differences lie, in a fixed number of stretches. */
final class MapBuilder {
  private static final int STRETCHES = 400;

  private final long length;
  private final @Nullable What[] stretches = new @Nullable What[STRETCHES];

  MapBuilder(long length) {
    this.length = length;
  }

  /** Marks a range; what is told later in {@link What} hides what is told before it. */
  void mark(long from, long to, What what) {
    if (length == 0 || to <= from || from < 0) {
      return;
    }
    int last = stretch(Math.min(to, length) - 1);
    for (int i = stretch(from); i <= last; i++) {
      What known = stretches[i];
      if (known == null || known.compareTo(what) < 0) {
        stretches[i] = what;
      }
    }
  }

  ArchiveMap build() {
    List<Region> regions = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= STRETCHES; i++) {
      if (i == STRETCHES || stretches[i] != stretches[begin]) {
        What what = stretches[begin];
        if (what != null) {
          regions.add(new Region(start(begin), start(i), what));
        }
        begin = i;
      }
    }
    return new ArchiveMap(length, regions);
  }

  private int stretch(long offset) {
    return (int) Math.min(STRETCHES - 1, (long) ((double) offset / length * STRETCHES));
  }

  private long start(int stretch) {
    return (long) ((double) length * stretch / STRETCHES);
  }
}
