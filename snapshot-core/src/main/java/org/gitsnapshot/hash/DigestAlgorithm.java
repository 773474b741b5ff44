package org.gitsnapshot.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The digests a pin can give and a manifest records. */
public enum DigestAlgorithm {
  /** SHA-256, the one every checksum list here uses. */
  SHA256("sha256", "SHA-256", 32),
  /** SHA-512, which some package collections use instead. */
  SHA512("sha512", "SHA-512", 64);

  private final String label;
  private final String jcaName;
  private final int bytes;

  DigestAlgorithm(String label, String jcaName, int bytes) {
    this.label = label;
    this.jcaName = jcaName;
    this.bytes = bytes;
  }

  /** Returns the name in pins and manifests, such as {@code sha256}. */
  public String label() {
    return label;
  }

  /** Returns the number of hex digits of a digest. */
  public int hexDigits() {
    return 2 * bytes;
  }

  /** Returns the algorithm of a name in pins, if there is one. */
  public static Optional<DigestAlgorithm> ofLabel(String label) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Returns a fresh computation. */
  public MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + jcaName, impossible);
    }
  }
}
