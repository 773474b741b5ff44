package org.gitsnapshot.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;

/**
 * Whether two files hold the same raw bytes, found by unpacking both.
 *
 * @param original the one
 * @param other the other
 * @param firstDifference the first byte of the raw bytes that differs, or the length of the shorter
 *     if it is the beginning of the longer; nothing if they are the same
 * @param notes where a record beside one of the files says otherwise
 */
public record RecompressionProof(
    Side original, Side other, Optional<Long> firstDifference, List<String> notes) {
  /** Copies the list. */
  public RecompressionProof {
    notes = List.copyOf(notes);
  }

  /** Returns whether both hold the same. */
  public boolean same() {
    return firstDifference.isEmpty();
  }

  /**
   * One of the files.
   *
   * @param file where it is
   * @param digests its size and digests
   * @param compression how it is compressed, if it is
   * @param raw the size and digests of what is in it
   */
  public record Side(
      Path file, FileDigests digests, Optional<CompressedBy> compression, FileDigests raw) {}
}
