package org.gitsnapshot.hash;

import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A digest and how it was computed.
 *
 * @param algorithm how
 * @param hex its value in lower-case hex digits, as many as the algorithm gives
 */
public record Digest(DigestAlgorithm algorithm, String hex) {
  /**
   * Checks the length and the digits, and makes them lower case.
   *
   * @throws IllegalArgumentException if the digits are not hex or not as many as they must be
   */
  public Digest {
    hex = hex.toLowerCase(Locale.ROOT);
    if (hex.length() != algorithm.hexDigits() || !isLowerHex(hex)) {
      throw new IllegalArgumentException(
          algorithm.label() + " has " + algorithm.hexDigits() + " hex digits, not: " + hex);
    }
  }

  /** A plain loop: a mirror's manifest has a digest for each megabyte of its files. */
  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the digest of these bytes. */
  public static Digest of(DigestAlgorithm algorithm, byte[] value) {
    return new Digest(algorithm, HexFormat.of().formatHex(value));
  }

  /** As any record's, but without what Java puts together for that at run time, which is slow. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest
        && algorithm == digest.algorithm
        && hex.equals(digest.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  /** Returns {@code sha256:…}. */
  @Override
  public String toString() {
    return algorithm.label() + ":" + hex;
  }
}
