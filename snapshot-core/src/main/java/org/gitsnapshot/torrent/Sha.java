package org.gitsnapshot.torrent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gitsnapshot.hash.DigestAlgorithm;

/** The two hashes of BitTorrent: SHA-1 in v1, SHA-256 in v2. */
final class Sha {
  static final int SHA1_BYTES = 20;
  static final int SHA256_BYTES = 32;

  private Sha() {}

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }

  static MessageDigest sha256() {
    return DigestAlgorithm.SHA256.newMessageDigest();
  }
}
