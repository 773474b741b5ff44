package org.gitsnapshot.acquire;

import java.nio.charset.StandardCharsets;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;

/** Names directories of the cache so that people recognize them and no two places share one. */
final class CacheName {
  private static final int READABLE_LIMIT = 60;
  private static final int HASH_DIGITS = 16;

  private CacheName() {}

  /**
   * Returns a name for a key.
   *
   * @param readable what people should recognize, such as host and path
   * @param key what tells this place from all others
   */
  static String of(String readable, String key) {
    String tame = readable.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    if (tame.endsWith(".git")) {
      tame = tame.substring(0, tame.length() - ".git".length());
    }
    if (tame.length() > READABLE_LIMIT) {
      tame = tame.substring(tame.length() - READABLE_LIMIT).replaceAll("^[-.]+", "");
    }
    byte[] hash =
        DigestAlgorithm.SHA256.newMessageDigest().digest(key.getBytes(StandardCharsets.UTF_8));
    return tame + "-" + Digest.of(DigestAlgorithm.SHA256, hash).hex().substring(0, HASH_DIGITS);
  }
}
