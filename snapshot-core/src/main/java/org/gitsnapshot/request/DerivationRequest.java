package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Removal;

/**
 * Two tars, raw or compressed, of which one shall be the other without some entries.
 *
 * @param original the one with all entries
 * @param derived the one without some
 * @param removals what exactly must be missing; where there is none, whatever is missing is found
 * @param prefix what stands before the paths that patterns speak of; without it, the top directory
 * @param manifest a manifest whose list must be exactly what is missing; not with removals
 */
public record DerivationRequest(
    Path original,
    Path derived,
    List<Removal> removals,
    Optional<ByteString> prefix,
    Optional<Path> manifest) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are removals and a manifest
   */
  public DerivationRequest {
    removals = List.copyOf(removals);
    if (manifest.isPresent() && !removals.isEmpty()) {
      throw new IllegalArgumentException("a manifest has its own list");
    }
  }
}
