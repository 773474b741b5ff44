package org.gitsnapshot.pin;

import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;

/**
 * What a pin promises of one of its forms.
 *
 * @param digests the digests it must have; none if the pin is silent about it
 */
public record Expectations(Map<DigestAlgorithm, Digest> digests) {
  /** Returns whether there is nothing to compare with. */
  public boolean none() {
    return digests.isEmpty();
  }

  /** Returns whether a digest of this kind is promised. */
  public boolean promise(DigestAlgorithm algorithm) {
    return digests.containsKey(algorithm);
  }

  /** Returns the first digest that differs, in words; nothing if all are met. */
  public Optional<String> mismatch(FileDigests made) {
    return digests.values().stream()
        .filter(digest -> !made.get(digest.algorithm()).equals(Optional.of(digest)))
        .findFirst()
        .map(
            digest ->
                "expected "
                    + digest
                    + made.get(digest.algorithm()).map(d -> ", got " + d).orElse(""));
  }
}
