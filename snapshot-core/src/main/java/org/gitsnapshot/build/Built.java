package org.gitsnapshot.build;

import java.util.List;
import java.util.Map;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.tar.TarSummary;

/**
 * What one pass made.
 *
 * @param meta commit, root tree and time
 * @param tar entries, and whether it is plain ustar
 * @param rawTar size and digests of the raw tar, written anywhere or not
 * @param files size and digests of each form that was asked for
 * @param notes what a user should know of the archive, in an order that the tree decides
 */
public record Built(
    ArchiveMeta meta,
    TarSummary tar,
    FileDigests rawTar,
    Map<Format, FileDigests> files,
    List<String> notes) {
  /** Copies the notes. */
  public Built {
    notes = List.copyOf(notes);
  }
}
