package org.gitsnapshot.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.ObjectFormat;

/** The hash functions of the identities. */
final class Digests {
  private Digests() {}

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance(ObjectFormat.SHA1.jcaName());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }

  static MessageDigest sha256() {
    return DigestAlgorithm.SHA256.newMessageDigest();
  }

  /** Returns what git puts before an object's content. */
  static byte[] gitHeader(String type, long size) {
    return (type + " " + size + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
