package org.gitsnapshot.hash;

/**
 * The size and the digests of one stream of bytes.
 *
 * @param size the number of bytes
 * @param sha256 its SHA-256
 * @param sha512 its SHA-512
 */
public record FileDigests(long size, Digest sha256, Digest sha512) {
  /** Returns the digest of this algorithm. */
  public Digest get(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> sha256;
      case SHA512 -> sha512;
    };
  }
}
