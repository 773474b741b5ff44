package org.gitsnapshot.tree;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** Reads tree objects: {@code <octal mode> SP <name> NUL <id>}, again and again. */
public final class TreeParser {
  private static final int OWNER_EXECUTE = 0100;

  private final Oid id;
  private final byte[] tree;
  private int at;

  private TreeParser(Oid id, byte[] tree) {
    this.id = id;
    this.tree = tree;
  }

  /**
   * Returns the entries in the order they stand in, which is git's: by bytes, directories as if
   * their names ended in a slash.
   *
   * @throws CorruptObjectException if the bytes are not a tree
   */
  public static List<TreeEntry> parse(Oid id, byte[] tree) throws CorruptObjectException {
    TreeParser parser = new TreeParser(id, tree);
    List<TreeEntry> entries = new ArrayList<>();
    while (parser.at < tree.length) {
      entries.add(parser.next());
    }
    return entries;
  }

  private TreeEntry next() throws CorruptObjectException {
    int start = at;
    int mode = mode();
    int nameStart = at;
    while (at < tree.length && tree[at] != 0) {
      at++;
    }
    int nameEnd = at;
    int oidStart = at + 1;
    int oidEnd = oidStart + id.format().bytes();
    if (oidEnd > tree.length) {
      throw malformed("is cut off in the entry", start);
    }
    if (nameStart == nameEnd) {
      throw malformed("has an empty name", start);
    }
    at = oidEnd;
    return new TreeEntry(
        ByteString.of(tree, nameStart, nameEnd),
        TreeEntry.Kind.ofMode(mode),
        (mode & OWNER_EXECUTE) != 0,
        Oid.of(tree, oidStart, oidEnd));
  }

  private int mode() throws CorruptObjectException {
    int start = at;
    int mode = 0;
    while (at < tree.length && tree[at] >= '0' && tree[at] <= '7' && mode <= 07777777) {
      mode = mode << 3 | (tree[at] - '0');
      at++;
    }
    if (at == start || at == tree.length || tree[at] != ' ') {
      throw malformed("has a malformed mode", start);
    }
    at++;
    return mode;
  }

  private CorruptObjectException malformed(String what, int offset) {
    return new CorruptObjectException(
        "tree " + id + " " + what + " at byte " + offset, "check the repository with git fsck");
  }
}
