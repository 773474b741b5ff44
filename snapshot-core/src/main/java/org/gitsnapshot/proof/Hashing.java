package org.gitsnapshot.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.ObjectType;

/** Ids of objects that are in no repository. */
final class Hashing {
  private Hashing() {}

  /** Begins an object: the hash of its type and size is taken, and its bytes follow. */
  static MessageDigest begin(ObjectFormat format, ObjectType type, long size) {
    try {
      MessageDigest digest = MessageDigest.getInstance(format.jcaName());
      digest.update((type.gitName() + ' ' + size + '\0').getBytes(StandardCharsets.US_ASCII));
      return digest;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + format.jcaName(), impossible);
    }
  }

  static Oid id(ObjectFormat format, ObjectType type, byte[] bytes) {
    return Oid.of(begin(format, type, bytes.length).digest(bytes));
  }
}
