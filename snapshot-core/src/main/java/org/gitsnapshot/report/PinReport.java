package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;

/**
 * What came of one pin.
 *
 * @param name the pin's name
 * @param verdict the whole in one word
 * @param content whether the content is the commit's tree
 * @param rawTar whether the raw tar is the recipe's
 * @param compressed whether the compressed bytes are the engine's
 * @param commit the pinned commit
 * @param tree its tree, if it was reached
 * @param tar size and digests of the raw tar, if it was made
 * @param files one for each file of the pin, in its order; empty if nothing could be made
 * @param notes what a user should know of the archive, one line each; empty if it was not made
 * @param message what differs or failed, one line
 * @param hint what to do about it
 */
public record PinReport(
    String name,
    Verdict verdict,
    Answer content,
    Answer rawTar,
    Answer compressed,
    Oid commit,
    Optional<Oid> tree,
    Optional<FileDigests> tar,
    List<FileReport> files,
    List<String> notes,
    Optional<String> message,
    Optional<String> hint) {
  /** Copies the lists. */
  public PinReport {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * Returns whether any of the three differs; a pin that failed for one file can differ in another.
   */
  public boolean anyDiffers() {
    return content.or(rawTar).or(compressed) == Answer.DIFFERENT;
  }

  /** Returns the report of a pin that could not be done at all. */
  public static PinReport failed(String name, Oid commit, SnapshotException failure) {
    return failed(name, commit, failure.getMessage(), failure.hint());
  }

  /** Returns the report of a pin that could not be done at all. */
  public static PinReport failed(String name, Oid commit, String message, Optional<String> hint) {
    return new PinReport(
        name,
        Verdict.FAILED,
        Answer.UNKNOWN,
        Answer.UNKNOWN,
        Answer.UNKNOWN,
        commit,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(message),
        hint);
  }
}
