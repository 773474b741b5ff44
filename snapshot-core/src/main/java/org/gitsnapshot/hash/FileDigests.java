package org.gitsnapshot.hash;

import java.util.Optional;

/**
 * The size and the digests of one stream of bytes.
 *
 * @param size the number of bytes
 * @param sha256 its SHA-256
 * @param sha512 its SHA-512, where it was asked for: of all that is done with a raw tar it takes
 *     the most time but for reading the objects
 */
public record FileDigests(long size, Digest sha256, Optional<Digest> sha512) {
  /** Returns the digest of this algorithm, if it was computed. */
  public Optional<Digest> get(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> Optional.of(sha256);
      case SHA512 -> sha512;
    };
  }
}
