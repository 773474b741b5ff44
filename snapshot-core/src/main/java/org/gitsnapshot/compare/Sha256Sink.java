package org.gitsnapshot.compare;

import java.io.OutputStream;
import java.security.MessageDigest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;

/** Digests what is written, one content after the other. */
final class Sha256Sink extends OutputStream {
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();

  @Override
  public void write(int b) {
    sha256.update((byte) b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    sha256.update(bytes, from, length);
  }

  /** Returns the digest of what was written since the last call. */
  ByteString digest() {
    return ByteString.of(sha256.digest());
  }
}
