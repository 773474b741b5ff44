package org.gitsnapshot.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.BulkOutput;

/** The id that git gives a content whose size is known before. */
final class BlobHash extends BulkOutput {
  private final MessageDigest digest;

  BlobHash(long size) {
    try {
      digest = MessageDigest.getInstance(ObjectFormat.SHA1.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
    digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  Oid id() {
    return Oid.of(digest.digest());
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
  }
}
