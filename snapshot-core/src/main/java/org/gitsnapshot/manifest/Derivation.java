package org.gitsnapshot.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.report.RemovedEntry;

/**
 * What a raw tar was before some of its entries were deleted.
 *
 * @param original size and digests of the raw tar with all its entries
 * @param removed the entries that were deleted, in its order
 */
public record Derivation(FileDigests original, List<RemovedEntry> removed) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the entries are not in the order of their offsets
   */
  public Derivation {
    removed = List.copyOf(removed);
    long before = -1;
    for (RemovedEntry entry : removed) {
      if (entry.offset() <= before || entry.size() < 0) {
        throw new IllegalArgumentException("the removed entries are not in the tar's order");
      }
      before = entry.offset();
    }
  }

  /** Returns what a mirror's manifest tells of it. */
  public MirrorFile.Cleaned summary() {
    return new MirrorFile.Cleaned(
        new MirrorFile.RawTar(original.size(), original.sha256()), removed.size(), listDigest());
  }

  /**
   * Returns the SHA-256 of the list: for each entry a line of kind, digest or a dash, and path as
   * {@link org.gitsnapshot.io.ByteString#display} gives it, with single spaces between. Two
   * derivations of one raw tar have the same list just if they deleted the same.
   */
  public Digest listDigest() {
    MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
    for (RemovedEntry entry : removed) {
      String sha256 = entry.sha256().map(Digest::hex).orElse("-");
      String line = entry.kind().label() + " " + sha256 + " " + entry.path().display() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Digest.of(DigestAlgorithm.SHA256, digest.digest());
  }
}
