package org.gitsnapshot.report;

import java.util.List;

/**
 * Files compared with a {@code .torrent}.
 *
 * @param identity what names the torrent
 * @param magnet its magnet link
 * @param files one for each file of the torrent, in its order
 * @param extra files that are there and not in the torrent, in the order of their names; a mirror's
 *     lists are not among them
 */
public record TorrentCheckReport(
    TorrentReport.Identity identity, String magnet, List<FileCheck> files, List<String> extra) {

  /** What was found of a file. */
  public enum Outcome {
    /** Every byte is as the torrent says. */
    GOOD("good"),
    /** It is there and differs. */
    DIFFERENT("different"),
    /** It is not there. */
    MISSING("missing"),
    /** It is there, and shares a piece of v1 with a file that is missing or too short. */
    UNPROVED("not proved");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** Returns the word in text and JSON. */
    public String label() {
      return label;
    }
  }

  /**
   * Bytes of a file.
   *
   * @param from the offset of the first
   * @param to the offset behind the last
   */
  public record Range(long from, long to) {}

  /**
   * One file.
   *
   * @param path its path in the torrent, with slashes
   * @param size the size that the torrent gives, in bytes
   * @param outcome what was found
   * @param ranges where it differs, as close as the torrent's pieces tell
   * @param message what else there is to say, and nothing where it is good
   */
  public record FileCheck(
      String path, long size, Outcome outcome, List<Range> ranges, String message) {
    /** Copies the list. */
    public FileCheck {
      ranges = List.copyOf(ranges);
    }
  }

  /** Copies the lists. */
  public TorrentCheckReport {
    files = List.copyOf(files);
    extra = List.copyOf(extra);
  }

  /** Returns how many files had this outcome. */
  public long count(Outcome outcome) {
    return files.stream().filter(file -> file.outcome() == outcome).count();
  }

  /** Returns whether every file is there and good; there may be others beside them. */
  public boolean good() {
    return count(Outcome.GOOD) == files.size();
  }
}
