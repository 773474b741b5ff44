package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;

/**
 * What came of deleting entries of a tarball.
 *
 * @param original what the tarball is called
 * @param originalFile size and digest of the tarball as it is
 * @param originalTar size and digests of the raw tar in it
 * @param prefix what the patterns were held below
 * @param removed what was deleted, in the tar's order
 * @param kept how many entries stayed
 * @param tar size and digests of the raw tar without them
 * @param files one for each form; none if there are faults
 * @param warnings links that stay while their target goes, one line each
 * @param faults listed files that are not those in the tarball; no file was written if there are
 *     any, and what went to streams is not to be used
 */
public record CleanReport(
    String original,
    SizedDigest originalFile,
    FileDigests originalTar,
    ByteString prefix,
    List<RemovedEntry> removed,
    long kept,
    FileDigests tar,
    List<DerivedFile> files,
    List<String> warnings,
    List<String> faults) {
  /**
   * One form of the cleaned tar.
   *
   * @param name the file's name, or {@code -}
   * @param format its form
   * @param compressor what compressed it
   * @param digests its size and digests
   */
  public record DerivedFile(
      String name, Format format, Optional<Compressor> compressor, FileDigests digests) {}

  /** Copies the lists. */
  public CleanReport {
    removed = List.copyOf(removed);
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
    faults = List.copyOf(faults);
  }
}
