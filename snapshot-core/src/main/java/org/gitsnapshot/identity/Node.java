package org.gitsnapshot.identity;

import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;

/** What the unpacked archive has at one path. */
sealed interface Node {
  /** A directory; names are in the order of their bytes, which is that of NARs. */
  record Directory(Map<ByteString, Node> entries) implements Node {
    Directory() {
      this(new TreeMap<>());
    }
  }

  /**
   * A file.
   *
   * @param place where its content is in the spool
   * @param blob the SHA-1 of its git blob
   * @param sha256 the SHA-256 of its content
   */
  record File(boolean executable, long size, long place, ByteString blob, ByteString sha256)
      implements Node {}

  /** A symbolic link. */
  record Symlink(ByteString target) implements Node {}

  /** Returns whether unpacking one over the other changes nothing. */
  default boolean sameAs(Node other) {
    if (this instanceof File a && other instanceof File b) {
      return a.executable == b.executable && a.sha256.equals(b.sha256);
    }
    return !(this instanceof Directory) && equals(other);
  }
}
