package org.gitsnapshot.odb;

/**
 * An object as the files have it, which nobody has proved yet.
 *
 * @param type as packs have it: 1 for a commit, 2 for a tree, 3 for a blob, 4 for a tag
 * @param bytes all of it, without its head; the caller's from now on
 */
public record RawObject(int type, byte[] bytes) {
  static final int COMMIT = 1;
  static final int TREE = 2;
  static final int BLOB = 3;
  static final int TAG = 4;

  /** Longer ones are left to who can give them out in pieces, in bytes. */
  static final int LONGEST = 8 << 20;
}
