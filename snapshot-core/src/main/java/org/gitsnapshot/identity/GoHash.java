package org.gitsnapshot.identity;

import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;

/**
 * {@code Hash1} of Go's {@code golang.org/x/mod/sumdb/dirhash}: the SHA-256 of lines of digest, two
 * spaces and name, in the order of names.
 */
final class GoHash {
  private GoHash() {}

  /** Returns the hash, or nothing if a name has a line feed. */
  static Optional<String> h1(Node.Directory root, ByteString prefix) {
    TreeMap<ByteString, ByteString> files = new TreeMap<>();
    gather(root, prefix.isEmpty() ? prefix : prefix.concat('/'), files);
    MessageDigest hash = Digests.sha256();
    for (Map.Entry<ByteString, ByteString> file : files.entrySet()) {
      byte[] name = file.getKey().toByteArray();
      for (byte each : name) {
        if (each == '\n') {
          return Optional.empty();
        }
      }
      String digest = BaseEncoding.base16().lowerCase().encode(file.getValue().toByteArray());
      hash.update(ByteString.utf8(digest + "  ").toByteArray());
      hash.update(name);
      hash.update((byte) '\n');
    }
    return Optional.of("h1:" + Encodings.base64(hash.digest()));
  }

  private static void gather(
      Node.Directory directory, ByteString before, Map<ByteString, ByteString> files) {
    directory
        .entries()
        .forEach(
            (name, node) -> {
              ByteString path = before.concat(name);
              if (node instanceof Node.File file) {
                files.put(path, file.sha256());
              } else if (node instanceof Node.Directory below) {
                gather(below, path.concat('/'), files);
              }
            });
  }
}
