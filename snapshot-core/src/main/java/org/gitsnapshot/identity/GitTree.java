package org.gitsnapshot.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;

/** Git's tree objects of a directory, in memory one at a time. */
final class GitTree {
  private GitTree() {}

  /**
   * Returns the id of a directory's tree.
   *
   * @param withEmpty whether empty directories are entries; if not, one has no tree
   */
  static Optional<byte[]> id(Node.Directory directory, boolean withEmpty) {
    // Git compares names as if those of directories ended in a slash.
    Map<ByteString, byte[]> lines = new TreeMap<>();
    directory
        .entries()
        .forEach(
            (name, node) -> {
              boolean isDirectory = node instanceof Node.Directory;
              entry(name, node, withEmpty)
                  .ifPresent(line -> lines.put(isDirectory ? name.concat('/') : name, line));
            });
    if (lines.isEmpty() && !withEmpty) {
      return Optional.empty();
    }
    return Optional.of(hash("tree", lines));
  }

  /** Returns the id of the tree without entries. */
  static byte[] empty() {
    return hash("tree", Map.of());
  }

  private static Optional<byte[]> entry(ByteString name, Node node, boolean withEmpty) {
    if (node instanceof Node.Directory directory) {
      return id(directory, withEmpty).map(id -> line("40000", name, id));
    }
    if (node instanceof Node.File file) {
      return Optional.of(
          line(file.executable() ? "100755" : "100644", name, file.blob().toByteArray()));
    }
    ByteString target = ((Node.Symlink) node).target();
    MessageDigest blob = Digests.sha1();
    blob.update(Digests.gitHeader("blob", target.length()));
    return Optional.of(line("120000", name, blob.digest(target.toByteArray())));
  }

  private static byte[] line(String mode, ByteString name, byte[] id) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(mode.getBytes(StandardCharsets.US_ASCII));
    line.write(' ');
    line.writeBytes(name.toByteArray());
    line.write(0);
    line.writeBytes(id);
    return line.toByteArray();
  }

  private static byte[] hash(String type, Map<ByteString, byte[]> lines) {
    MessageDigest tree = Digests.sha1();
    long size = lines.values().stream().mapToLong(line -> line.length).sum();
    tree.update(Digests.gitHeader(type, size));
    lines.values().forEach(tree::update);
    return tree.digest();
  }
}
