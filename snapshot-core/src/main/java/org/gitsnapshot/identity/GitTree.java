package org.gitsnapshot.identity;

import java.security.MessageDigest;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** Git's tree objects of a directory, in memory one at a time. */
final class GitTree {
  private GitTree() {}

  /**
   * Returns the id of a directory's tree.
   *
   * @param withEmpty whether empty directories are entries; if not, one has no tree
   */
  static Optional<Oid> id(Node.Directory directory, boolean withEmpty) {
    TreeHash tree = new TreeHash();
    directory
        .entries()
        .forEach(
            (name, node) -> {
              if (node instanceof Node.Directory below) {
                id(below, withEmpty).ifPresent(id -> tree.directory(name, id));
              } else if (node instanceof Node.File file) {
                tree.file(name, file.executable(), Oid.of(file.blob().toByteArray()));
              } else {
                tree.symlink(name, blob(((Node.Symlink) node).target()));
              }
            });
    return tree.isEmpty() && !withEmpty ? Optional.empty() : Optional.of(tree.id());
  }

  /** Returns the id of the tree without entries. */
  static Oid empty() {
    return new TreeHash().id();
  }

  private static Oid blob(ByteString content) {
    MessageDigest blob = Digests.sha1();
    blob.update(Digests.gitHeader("blob", content.length()));
    return Oid.of(blob.digest(content.toByteArray()));
  }
}
