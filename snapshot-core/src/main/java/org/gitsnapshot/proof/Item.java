package org.gitsnapshot.proof;

import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** What a tar has at one path. */
sealed interface Item {
  /** A directory with what is in it, by name. */
  record Directory(Map<ByteString, Item> entries) implements Item {
    Directory() {
      this(new TreeMap<>());
    }
  }

  /** A file and its blob. */
  record File(boolean executable, Oid blob) implements Item {}

  /** A symbolic link and the blob of its target. */
  record Symlink(Oid blob) implements Item {}

  /** Returns whether its bytes are those of a blob. */
  default boolean is(Oid blob) {
    return (this instanceof File file && file.blob.equals(blob))
        || (this instanceof Symlink link && link.blob.equals(blob));
  }
}
