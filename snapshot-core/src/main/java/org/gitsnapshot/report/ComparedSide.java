package org.gitsnapshot.report;

import java.util.Locale;
import java.util.Optional;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;

/**
 * One side of a comparison.
 *
 * @param name as the caller named it
 * @param kind what it is
 * @param file size and digest of the file as it is, if it is one
 * @param raw size and digest of the raw tar, or of what was compressed in a file that is no archive
 * @param compression how the file is compressed, if it is
 * @param entries how many entries it has; 0 for a file that is no archive
 * @param topDirectory the directory that all paths begin with, its slash with it; empty if there is
 *     none
 */
public record ComparedSide(
    String name,
    Kind kind,
    Optional<SizedDigest> file,
    Optional<SizedDigest> raw,
    Optional<CompressedBy> compression,
    long entries,
    ByteString topDirectory) {
  /** What a side of a comparison is. */
  public enum Kind {
    /** A tar, compressed or not. */
    ARCHIVE,
    /** A file that is no archive. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A commit. */
    COMMIT;

    /** Returns the word in reports, such as {@code archive}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
