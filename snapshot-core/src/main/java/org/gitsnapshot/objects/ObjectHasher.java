package org.gitsnapshot.objects;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;

/**
 * Computes the id of an object: the hash of {@code <type> <size>}, a zero byte, and its bytes.
 * Reused for one object after the other.
 */
final class ObjectHasher {
  private final MessageDigest digest;

  ObjectHasher(ObjectFormat format) {
    try {
      this.digest = MessageDigest.getInstance(format.jcaName());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + format.jcaName(), impossible);
    }
  }

  /** Forgets what came before and begins an object. */
  void begin(ObjectType type, long size) {
    digest.reset();
    digest.update((type.gitName() + ' ' + size + '\0').getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes the object's next bytes. */
  void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /** Ends the object and returns whether this is its id. */
  boolean matches(Oid id) {
    return id.matches(digest.digest());
  }
}
