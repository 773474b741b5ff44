package org.gitsnapshot.request;

import com.google.common.collect.ImmutableMap;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.io.RecordText;
import org.gitsnapshot.recipe.Format;

/**
 * One archive of one repository, without a pin.
 *
 * @param urls where the repository is, tried in turn; at least one
 * @param revision a full id, a tag, a branch, a full ref name, {@code HEAD} or the first digits of
 *     an id
 * @param recipe how it is made
 * @param files where each form goes, whole or not at all
 * @param streams where forms go that are not files; not closed, and what they hold after a failure
 *     is worthless
 */
public record ArchiveRequest(
    List<String> urls,
    String revision,
    RecipeRequest recipe,
    Map<Format, Path> files,
    Map<Format, OutputStream> streams) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a form of the recipe goes nowhere, or to a file and to a
   *     stream, two go to one file, or a form goes somewhere that the recipe does not make
   */
  public ArchiveRequest {
    urls = List.copyOf(urls);
    files = ImmutableMap.copyOf(files);
    streams = ImmutableMap.copyOf(streams);
    FormChecks.places(recipe.outputs().keySet(), files, streams);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
