package org.gitsnapshot.request;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.io.RecordText;

/**
 * A pin to be made from a reference.
 *
 * @param urls where the repository is, tried in turn; at least one
 * @param revision what people call the commit
 * @param name the pin's name; without it, it is made from the prefix
 * @param recipe how its files are made
 */
public record PinRequest(
    List<String> urls, String revision, Optional<String> name, RecipeRequest recipe) {
  /** Copies the list. */
  public PinRequest {
    urls = List.copyOf(urls);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
