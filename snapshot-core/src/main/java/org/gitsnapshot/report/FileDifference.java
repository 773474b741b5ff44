package org.gitsnapshot.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;

/**
 * A file that is not the same on both sides.
 *
 * @param path its path below the top directory
 * @param change what differs
 * @param a what it is on side A, if it is there
 * @param b what it is on side B, if it is there
 * @param firstDifference the first byte of its content that differs, if that was looked for
 * @param diff the lines that differ, if both are text and it was looked for
 */
public record FileDifference(
    ByteString path,
    Change change,
    Optional<FileFacts> a,
    Optional<FileFacts> b,
    OptionalLong firstDifference,
    Optional<TextDifference> diff) {
  /** What differs, in the order in which it is told. */
  public enum Change {
    /** The bytes. */
    CONTENT,
    /** A side has the path more than once, and not the same: who unpacks it gets one or another. */
    TWICE,
    /** Programs read a side's entry differently: who unpacks it gets one thing or another. */
    DISPUTED,
    /** It is another kind of thing. */
    KIND,
    /** The link leads elsewhere. */
    TARGET,
    /** Only the permission to be executed. */
    EXECUTABLE,
    /** Side B lacks it. */
    ONLY_IN_A,
    /** Side A lacks it. */
    ONLY_IN_B;

    /** Returns the word in reports, such as {@code only-in-a}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What a file is on one side.
   *
   * @param kind {@code file}, {@code symlink} or another word
   * @param executable whether its owner may execute it
   * @param size how many bytes it has
   * @param sha256 of its content, in hex; empty for what has none
   * @param target where a link leads
   * @param offset where its content is in the raw tar; -1 if there is none
   */
  public record FileFacts(
      String kind, boolean executable, long size, String sha256, ByteString target, long offset) {}
}
