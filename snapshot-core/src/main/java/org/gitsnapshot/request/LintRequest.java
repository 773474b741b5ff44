package org.gitsnapshot.request;

import java.util.List;
import org.gitsnapshot.io.RecordText;

/**
 * A commit to be looked at.
 *
 * @param urls where the repository is, tried in turn; at least one
 * @param revision a full id, a tag, a branch, a full ref name, {@code HEAD} or the first digits of
 *     an id
 * @param recipe how its archive would be made; only the prefix matters
 */
public record LintRequest(List<String> urls, String revision, RecipeRequest recipe) {
  /** Copies the list. */
  public LintRequest {
    urls = List.copyOf(urls);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
