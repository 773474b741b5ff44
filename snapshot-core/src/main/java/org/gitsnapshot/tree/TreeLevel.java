package org.gitsnapshot.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;

/**
 * What one tree object holds, whatever attributes say of it; submodules, which have no content
 * here, are left out.
 *
 * @param directories the trees in it
 * @param contents the files and links in it
 */
public record TreeLevel(List<Child> directories, List<Child> contents) {
  /** Copies the lists. */
  public TreeLevel {
    directories = List.copyOf(directories);
    contents = List.copyOf(contents);
  }

  /** A name in a tree. */
  public record Child(ByteString name, Oid oid) {}

  /**
   * Reads a tree object.
   *
   * @param limit the most bytes it may have
   */
  public static TreeLevel read(ObjectReader objects, Oid tree, int limit) throws IOException {
    List<Child> directories = new ArrayList<>();
    List<Child> contents = new ArrayList<>();
    for (TreeEntry entry : TreeParser.parse(tree, objects.read(tree, ObjectType.TREE, limit))) {
      Child child = new Child(entry.name(), entry.oid());
      switch (entry.kind()) {
        case DIRECTORY -> directories.add(child);
        case FILE, SYMLINK -> contents.add(child);
        case SUBMODULE -> {
          // Its content is in another repository.
        }
      }
    }
    return new TreeLevel(directories, contents);
  }
}
