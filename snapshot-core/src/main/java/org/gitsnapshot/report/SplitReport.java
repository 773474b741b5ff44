package org.gitsnapshot.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;

/**
 * Which distfile is on which medium.
 *
 * @param media in their order
 * @param capacity how many bytes a medium has room for, its checksum list among them, without what
 *     is reserved
 * @param lowerBound no fewer media can do
 * @param files how many files there are
 * @param ordered how many of them have a place in the order of need
 * @param missing files that the order names and that are not there
 * @param outcome what was done
 */
public record SplitReport(
    List<Medium> media,
    long capacity,
    int lowerBound,
    int files,
    int ordered,
    List<String> missing,
    Outcome outcome) {
  /** Copies the lists. */
  public SplitReport {
    media = List.copyOf(media);
    missing = List.copyOf(missing);
  }

  /** What was done. */
  public enum Outcome {
    /** Nothing was asked to be written. */
    PLANNED,
    /** The media were written. */
    WRITTEN,
    /** The same media were there already. */
    THERE;

    /** Returns the word in reports, such as {@code written}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One medium.
   *
   * @param name such as {@code medium-001}
   * @param used bytes that are taken, as they are accounted
   * @param files in the order of their names' bytes
   */
  public record Medium(String name, long used, List<DistFile> files) {
    /** Copies the list. */
    public Medium {
      files = List.copyOf(files);
    }
  }

  /**
   * One file.
   *
   * @param name its name
   * @param size its size in bytes
   * @param sha256 its digest, where it is known
   */
  public record DistFile(String name, long size, Optional<Digest> sha256) {}
}
