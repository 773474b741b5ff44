package org.gitsnapshot.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;

/**
 * A commit to be archived, as a value: what a generator makes and a shrinker takes apart.
 *
 * @param root the tree
 * @param headers the commit object from behind its tree line on, in ISO 8859-1
 * @param prefix what is put before every path
 */
record SampleCommit(Directory root, String headers, ByteString prefix) {
  /** A commit object that has nothing odd. */
  static final String PLAIN_HEADERS =
      "author A <a> 3 +0000\ncommitter C <c> 1600000000 +0000\n\nmessage\n";

  /** What a name in a tree stands for. */
  sealed interface Node {
    /** Returns the mode in octal, as it is written into the tree. */
    String mode();
  }

  /** A regular file or a symbolic link, as its mode says. */
  record Blob(String mode, ByteString content) implements Node {}

  /** A submodule, or whatever else git does not look into. */
  record Module(String mode, Oid oid) implements Node {}

  /** One line of a tree. */
  record Line(ByteString name, Node node) {}

  /**
   * A directory.
   *
   * @param sorted whether the lines go into the tree in git's order, or as they come
   */
  record Directory(String mode, List<Line> lines, boolean sorted) implements Node {
    Directory {
      lines = List.copyOf(lines);
    }

    /** Returns whether each name is there once, here and below, and none is empty. */
    boolean isSound() {
      Set<ByteString> names = new HashSet<>();
      for (Line line : lines) {
        boolean sound = !(line.node instanceof Directory inner) || inner.isSound();
        if (!sound || line.name.isEmpty() || !names.add(line.name)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Adds the commit and all it has to a repository and says how it shall be archived. */
  GitArchive.Job addTo(RawRepository repository) {
    return new GitArchive.Job(repository.commit(add(root, repository), headers), prefix);
  }

  private static Oid add(Node node, RawRepository repository) {
    if (node instanceof Module module) {
      return module.oid;
    }
    if (node instanceof Blob blob) {
      return repository.blob(blob.content.toByteArray());
    }
    Directory directory = (Directory) node;
    List<RawRepository.Item> items = new ArrayList<>();
    for (Line line : directory.lines) {
      items.add(new RawRepository.Item(line.node.mode(), line.name, add(line.node, repository)));
    }
    return directory.sorted ? repository.tree(items) : repository.treeInThisOrder(items);
  }
}
