package org.gitsnapshot.tree;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * Finds the directories of which it is not clear which {@code .gitattributes} count in them. Git
 * takes these from an index that it makes of all trees, in which a name with a slash is a path, and
 * of two entries of one name the last counts. No git writes such trees, and git-fsck(1) complains
 * of them; without attributes they are archived as they stand.
 */
final class UnclearNames {
  private static final ByteString ATTRIBUTES = ByteString.utf8(".gitattributes");
  private static final ByteString BELOW = ByteString.utf8("/.gitattributes");

  private UnclearNames() {}

  /**
   * Returns the names of a tree under which a directory and something else can be found.
   *
   * @throws CorruptObjectException if the tree itself has attributes that are not clear
   */
  static Set<ByteString> in(Oid tree, List<TreeEntry> entries) throws CorruptObjectException {
    Set<ByteString> directories = new HashSet<>();
    Set<ByteString> unclear = new HashSet<>();
    boolean attributes = false;
    for (TreeEntry entry : entries) {
      ByteString name = entry.name();
      int slash = name.indexOf('/');
      if (slash >= 0) {
        unclear.add(name.substring(0, slash));
        if (name.endsWith(BELOW)) {
          throw refused(tree);
        }
      }
      if (entry.kind() == TreeEntry.Kind.DIRECTORY && !directories.add(name)) {
        unclear.add(name);
      }
      if (name.equals(ATTRIBUTES)) {
        if (attributes) {
          throw refused(tree);
        }
        attributes = true;
      }
    }
    if (!directories.isEmpty()) {
      for (TreeEntry entry : entries) {
        if (entry.kind() != TreeEntry.Kind.DIRECTORY && directories.contains(entry.name())) {
          unclear.add(entry.name());
        }
      }
    }
    return unclear;
  }

  /** Returns what to throw for a tree of which it is not clear whether its attributes count. */
  static CorruptObjectException refused(Oid tree) {
    return new CorruptObjectException(
        "tree "
            + tree
            + " has attributes that may count or not, for it or one above it has two entries of one"
            + " name, or a name with a slash",
        "check the repository with git fsck");
  }
}
