package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.tree.TreeLevel;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit's tree, one by one or all at once. Asked for one, the directories that lead
 * to the path that was asked for last are held, and no others: asked for paths in their order, it
 * reads each directory once.
 */
final class CommittedFiles {
  /** A directory; its path ends in a slash, but for the top's. */
  private record Level(
      ByteString path, Map<ByteString, Oid> directories, Map<ByteString, Oid> files) {
    long entries() {
      return (long) directories.size() + files.size();
    }
  }

  private final ObjectReader objects;
  private final Limits limits;
  private final Oid tree;
  private final Deque<Level> open = new ArrayDeque<>();
  private long held;

  CommittedFiles(ObjectReader objects, Limits limits, Oid tree) {
    this.objects = objects;
    this.limits = limits;
    this.tree = tree;
  }

  /** Returns the id of the file or link at a path; null if there is none. */
  @Nullable Oid at(ByteString path) throws IOException {
    while (!open.isEmpty() && !path.startsWith(open.getLast().path())) {
      held -= open.removeLast().entries();
    }
    Level level = open.isEmpty() ? enter(ByteString.EMPTY, tree) : open.getLast();
    int slash = path.indexOf('/', level.path().length());
    while (slash >= 0) {
      Oid next = level.directories().get(path.substring(level.path().length(), slash));
      if (next == null) {
        return null;
      }
      level = enter(path.substring(0, slash + 1), next);
      slash = path.indexOf('/', slash + 1);
    }
    return level.files().get(path.substring(level.path().length(), path.length()));
  }

  /** Returns the files of all directories, by path. */
  static Map<ByteString, Oid> all(ObjectReader objects, Limits limits, Oid tree)
      throws IOException {
    record Directory(ByteString path, Oid tree) {}
    Map<ByteString, Oid> all = new HashMap<>();
    Deque<Directory> todo = new ArrayDeque<>(List.of(new Directory(ByteString.EMPTY, tree)));
    long entries = 0;
    while (!todo.isEmpty()) {
      Directory at = todo.removeLast();
      TreeLevel level = TreeLevel.read(objects, at.tree(), limits.treeBytes());
      entries += (long) level.contents().size() + level.directories().size();
      if (entries > limits.of(Limit.ENTRIES)) {
        throw limits.exceeded(Limit.ENTRIES, "tree " + tree + " has too many entries");
      }
      level.contents().forEach(file -> all.put(at.path().concat(file.name()), file.oid()));
      for (TreeLevel.Child child : level.directories()) {
        todo.add(new Directory(at.path().concat(child.name()).concat('/'), child.oid()));
      }
    }
    return all;
  }

  private Level enter(ByteString path, Oid directory) throws IOException {
    TreeLevel read = TreeLevel.read(objects, directory, limits.treeBytes());
    Level level = new Level(path, byName(read.directories()), byName(read.contents()));
    open.addLast(level);
    held += level.entries();
    if (held > limits.of(Limit.ENTRIES)) {
      throw limits.exceeded(Limit.ENTRIES, "tree " + tree + " has too many entries");
    }
    return level;
  }

  private static Map<ByteString, Oid> byName(List<TreeLevel.Child> children) {
    Map<ByteString, Oid> byName = new HashMap<>();
    children.forEach(child -> byName.put(child.name(), child.oid()));
    return byName;
  }
}
