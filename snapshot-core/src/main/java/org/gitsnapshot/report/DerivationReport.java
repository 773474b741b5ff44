package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;

/**
 * Whether a tar is another without some of its entries.
 *
 * @param original what the one with all entries is called
 * @param derived what the other is called
 * @param refusal why it is not; nothing if it is proved
 * @param originalTar size and digests of the original's raw tar, where it was read to its end
 * @param derivedTar size and digests of the derived one's, where it was read to its end
 * @param removed what is missing, in the original's order; empty if it is refused
 * @param kept how many entries are in both
 * @param listed whether it was given what must be missing, and not only found
 */
public record DerivationReport(
    String original,
    String derived,
    Optional<Refusal> refusal,
    Optional<FileDigests> originalTar,
    Optional<FileDigests> derivedTar,
    List<RemovedEntry> removed,
    long kept,
    boolean listed) {
  /**
   * The first thing that is not as it must be.
   *
   * @param offset the byte of the derived raw tar
   * @param entry the entry it is in or about, if it is one
   * @param what what is wrong, in words that follow the entry and a colon
   */
  public record Refusal(long offset, Optional<ByteString> entry, String what) {}

  /** Copies the list. */
  public DerivationReport {
    removed = List.copyOf(removed);
  }

  /** Returns whether it is proved. */
  public boolean proved() {
    return refusal.isEmpty();
  }
}
