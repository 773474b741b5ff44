package org.gitsnapshot.tree;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * One line of a tree object.
 *
 * @param kind what it is, by its mode as git normalizes it
 * @param executable whether the owner may execute it; the only permission git keeps
 */
public record TreeEntry(ByteString name, Kind kind, boolean executable, Oid oid) {
  /** What an entry is. */
  public enum Kind {
    /** A file. */
    FILE,
    /** A symbolic link; the blob is its target. */
    SYMLINK,
    /** A directory; the id is that of its tree. */
    DIRECTORY,
    /** A commit of another repository. */
    SUBMODULE;

    private static final int TYPE_MASK = 0170000;

    static Kind ofMode(int mode) {
      return switch (mode & TYPE_MASK) {
        case 0100000 -> FILE;
        case 0120000 -> SYMLINK;
        case 0040000 -> DIRECTORY;
        // Git takes every other mode for a submodule.
        default -> SUBMODULE;
      };
    }
  }
}
