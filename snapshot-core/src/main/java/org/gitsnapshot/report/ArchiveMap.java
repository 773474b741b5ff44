package org.gitsnapshot.report;

import java.util.List;
import java.util.Locale;

/**
 * Where in a raw tar the differences lie, coarsely.
 *
 * @param length the length of the raw tar
 * @param regions what lies where, in order and apart from each other
 */
public record ArchiveMap(long length, List<Region> regions) {
  /** Copies the list. */
  public ArchiveMap {
    regions = List.copyOf(regions);
  }

  /** What lies in a region; where several do, the last of these. */
  public enum What {
    /** Headers, padding or the trailer. */
    TAR,
    /** Entries that the other side lacks. */
    ONLY_HERE,
    /** Content. */
    CONTENT;

    /** Returns the word in reports, such as {@code only-here}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A region.
   *
   * @param from its first byte
   * @param to the byte behind its last
   */
  public record Region(long from, long to, What what) {}
}
