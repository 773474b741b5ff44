package org.gitsnapshot.report;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;

/**
 * What came of one file of a pin.
 *
 * @param name the file's name, without a directory
 * @param recipe how it is made
 * @param made the size and digests of what this library made, if it could
 * @param expected what the pin promises; may be empty
 * @param bytes whether what was made is what was promised, or what the file beside it holds
 */
public record FileReport(
    String name,
    Format format,
    Recipe recipe,
    Optional<FileDigests> made,
    Map<DigestAlgorithm, Digest> expected,
    Answer bytes) {
  /** Copies the map. */
  public FileReport {
    expected = ImmutableMap.copyOf(expected);
  }
}
