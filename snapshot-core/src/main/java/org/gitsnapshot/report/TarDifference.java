package org.gitsnapshot.report;

import java.util.List;
import java.util.Locale;
import org.gitsnapshot.io.ByteString;

/**
 * One kind of difference between two tars, wherever it occurs.
 *
 * @param part where in a tar such a thing is
 * @param what the field or property, such as {@code mtime}
 * @param from what side A has
 * @param to what side B has
 * @param count in how many entries
 * @param places the first of them
 */
public record TarDifference(
    Part part, String what, String from, String to, long count, List<Place> places) {
  /** The parts of a tar. */
  public enum Part {
    /** Which entries there are, their names and their order. */
    ENTRIES,
    /** The fields of headers. */
    HEADER,
    /** Extension headers of entries. */
    EXTENSION,
    /** Global headers. */
    GLOBAL,
    /** The bytes that fill blocks. */
    PADDING,
    /** What is behind the last entry. */
    TRAILER;

    /** Returns the word in reports, such as {@code entries}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where a difference is.
   *
   * @param path the path of the entry, empty where it is of none
   * @param offsetA where it begins in side A's raw tar, -1 if it has none
   * @param offsetB where it begins in side B's raw tar, -1 if it has none
   */
  public record Place(ByteString path, long offsetA, long offsetB) {}

  /** Copies the list. */
  public TarDifference {
    places = List.copyOf(places);
  }
}
