package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;

/**
 * What came of one file that was to be fetched.
 *
 * @param name the file
 * @param outcome how it ended
 * @param message for a failure, why; for a file that upstream has otherwise, where
 * @param faults what mirrors did wrong, as far as this file showed it
 * @param upstream what the comparison with upstream gave
 */
public record FetchReport(
    String name,
    Outcome outcome,
    Optional<String> message,
    List<MirrorFault> faults,
    Upstream upstream) {

  /** How a file ended. */
  public enum Outcome {
    /** It was fetched, and has the digest. */
    FETCHED("fetched"),
    /** It was there already, with the digest. */
    PRESENT("there already"),
    /** It could not be had; nothing has its name, unless something had before. */
    FAILED("failed");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** Returns the outcome in words. */
    public String label() {
      return label;
    }
  }

  /** What a comparison with upstream gave. */
  public enum Upstream {
    /** None was asked for. */
    NOT_ASKED("not asked"),
    /** The bytes compared are the same. */
    SAME("same"),
    /** Some are not. */
    DIFFERENT("different"),
    /** It could not be compared: upstream does not answer, or is a repository. */
    UNKNOWN("unknown");

    private final String label;

    Upstream(String label) {
      this.label = label;
    }

    /** Returns the answer in words. */
    public String label() {
      return label;
    }
  }

  /** Copies the list. */
  public FetchReport {
    faults = List.copyOf(faults);
  }
}
