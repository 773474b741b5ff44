package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.recipe.Recipe;

/**
 * What an audit of a published archive found.
 *
 * @param verdict the whole in one word
 * @param headline the whole in one line
 * @param evidence what the file says by itself
 * @param commit the commit that it was held against
 * @param foundBy how the commit was found, such as {@code the comment in the tar}
 * @param refs the refs that lead to the commit
 * @param content whether the files are those of the commit's archive
 * @param rawTar whether the recipe makes the raw tar
 * @param compressed whether the recipe makes the compressed bytes; unknown for a raw tar
 * @param recipe what makes the file, or as much of it as was found
 * @param pin the text of a pin that makes it again, where the raw tar was reproduced
 * @param groups the files that differ, by likely reason, what matters most first
 * @param comparison the file beside the commit's archive, where the tars differ; side A is the file
 * @param notes what else a reader has to know, and what the comparison notes
 */
public record AuditReport(
    AuditVerdict verdict,
    String headline,
    AuditEvidence evidence,
    Oid commit,
    String foundBy,
    List<String> refs,
    Answer content,
    Answer rawTar,
    Answer compressed,
    Optional<Recipe> recipe,
    Optional<String> pin,
    List<FileGroup> groups,
    Optional<CompareReport> comparison,
    List<String> notes) {
  /** Copies the lists. */
  public AuditReport {
    refs = List.copyOf(refs);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }
}
