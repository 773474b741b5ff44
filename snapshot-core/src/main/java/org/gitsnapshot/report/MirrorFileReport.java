package org.gitsnapshot.report;

import java.util.Locale;
import java.util.Optional;

/**
 * What came of one file of a mirror.
 *
 * @param name its name
 * @param outcome the whole in one word
 * @param size its size in bytes, or 0 where it is not there
 * @param from where it came from, if it was made or downloaded now
 * @param message what is wrong or failed, one line
 * @param hint what to do about it
 */
public record MirrorFileReport(
    String name,
    Outcome outcome,
    long size,
    Optional<String> from,
    Optional<String> message,
    Optional<String> hint) {
  /** What came of a file. */
  public enum Outcome {
    /** It was there already, with the digest it must have. */
    GOOD,
    /** It was made from a commit. */
    MADE,
    /** It was downloaded. */
    DOWNLOADED,
    /** What there is has another digest; it is not under the name. */
    WRONG,
    /** It is not there, and only a check was asked for. */
    MISSING,
    /** It could not be had. */
    FAILED;

    /** Returns the word in reports, such as {@code made}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the mirror has the file. */
    public boolean there() {
      return this == GOOD || this == MADE || this == DOWNLOADED;
    }
  }

  /** Returns the report of a file that the mirror has. */
  public static MirrorFileReport there(
      String name, Outcome outcome, long size, Optional<String> from) {
    return new MirrorFileReport(name, outcome, size, from, Optional.empty(), Optional.empty());
  }

  /** Returns the report of a file that the mirror has not. */
  public static MirrorFileReport not(
      String name, Outcome outcome, String message, Optional<String> hint) {
    return new MirrorFileReport(name, outcome, 0, Optional.empty(), Optional.of(message), hint);
  }
}
