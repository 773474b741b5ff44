package org.gitsnapshot.report;

import java.util.List;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;

/**
 * An archive that was written.
 *
 * @param commit the commit
 * @param tree its tree
 * @param entries how many entries the tar has, the prefix's own included
 * @param plainUstar whether a reader that knows no pax headers loses nothing
 * @param rawTar size and digests of the raw tar
 * @param files one for each form
 * @param notes what a user should know of the archive, one line each
 */
public record ArchiveReport(
    Oid commit,
    Oid tree,
    long entries,
    boolean plainUstar,
    FileDigests rawTar,
    List<FileReport> files,
    List<String> notes) {
  /** Copies the lists. */
  public ArchiveReport {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }
}
