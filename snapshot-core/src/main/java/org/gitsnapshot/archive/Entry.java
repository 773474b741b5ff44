package org.gitsnapshot.archive;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** One entry of a commit's tree. */
public sealed interface Entry {
  /**
   * Returns the path below the tree's root: no leading slash and, for directories too, none at the
   * end.
   */
  ByteString path();

  /** Returns the id of the blob, the tree, or for a submodule the commit. */
  Oid oid();

  /** A directory; its entries follow it. */
  record Directory(ByteString path, Oid oid) implements Entry {}

  /** A submodule: an empty directory where another commit would be. */
  record Submodule(ByteString path, Oid oid) implements Entry {}

  /** A symbolic link to {@code target}, whose bytes are never converted. */
  record Symlink(ByteString path, Oid oid, ByteString target) implements Entry {}

  /** A file; {@code content} is valid only during the call that hands the entry over. */
  record File(ByteString path, Oid oid, boolean executable, Content content) implements Entry {}
}
