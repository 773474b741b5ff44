package org.gitsnapshot.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.tar.TarSummary;

/**
 * What one pass made.
 *
 * @param recipe the raw tar's, with those inputs of export-subst, and only those, that were used
 * @param computed the names of inputs that the recipe did not give and the repository did
 * @param meta commit, root tree and time
 * @param tar entries, and whether it is plain ustar
 * @param rawTar size and digests of the raw tar, written anywhere or not
 * @param files size and digests of each form that was asked for
 * @param notes what a user should know of the archive, in an order that the tree decides
 * @param cleaned what was deleted, if the recipe deletes; the raw tar is then what was left
 * @param identities what other tools call the content, if that was asked for
 */
public record Built(
    TarRecipe recipe,
    List<String> computed,
    ArchiveMeta meta,
    TarSummary tar,
    FileDigests rawTar,
    Map<Format, FileDigests> files,
    List<String> notes,
    Optional<Cleaned> cleaned,
    Optional<Identities> identities) {
  /** Copies the lists. */
  public Built {
    computed = List.copyOf(computed);
    notes = List.copyOf(notes);
  }

  /** Returns the notes that are for the manifest too: of the tree, and of what was deleted. */
  public List<String> lastingNotes() {
    List<String> all = new ArrayList<>(notes);
    cleaned.ifPresent(done -> all.addAll(done.notes()));
    return all;
  }

  /** Returns these, and one more where inputs of export-subst came from the repository. */
  public List<String> allNotes() {
    if (computed.isEmpty()) {
      return lastingNotes();
    }
    List<String> all = lastingNotes();
    all.add(
        "export-subst: "
            + String.join(", ", computed)
            + (computed.size() == 1 ? " is" : " are")
            + " the repository's as it is now; give what the recipe says to have the same ever"
            + " after: "
            + recipe);
    return all;
  }
}
