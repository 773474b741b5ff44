package org.gitsnapshot.tree;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * One line of a tree object.
 *
 * @param kind what it is, by its mode as git normalizes it
 * @param executable whether the owner may execute it; the only permission git keeps
 */
record TreeEntry(ByteString name, Kind kind, boolean executable, Oid oid) {
  enum Kind {
    FILE,
    SYMLINK,
    DIRECTORY,
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
