package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.TreeHash;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tree.TreeEntry;
import org.gitsnapshot.tree.TreeParser;

/**
 * The content of an archive as git's tree, to be held against the trees of commits. What of a tree
 * is in no archive does not count: the submodules in it, and the modes that only older git wrote.
 * Each tree object is read once, however many commits have it. Used by one thread.
 */
final class ContentTree {
  private static final Set<TreeEntry.Kind> CONTENTS =
      EnumSet.of(TreeEntry.Kind.FILE, TreeEntry.Kind.SYMLINK);
  private static final ByteString MODULES = ByteString.utf8(".gitmodules");

  private final Limits limits;
  private final Optional<Oid> content;
  private final boolean mayLackSubmodules;
  private final Set<Oid> blobs;

  /** Of which trees all contents are in the archive, which is soon told of most that are not it. */
  private final Map<Oid, Boolean> within = new HashMap<>();

  /** The ids that trees have as they can be archived; empty where nothing is left of one. */
  private final Map<Oid, Optional<Oid>> archived = new HashMap<>();

  /**
   * Creates one.
   *
   * @param content the id of the archive's content; nothing if git could not hold it
   */
  ContentTree(Limits limits, Evidence evidence, Optional<Oid> content) {
    this.limits = limits;
    this.content = content;
    this.blobs = evidence.blobs();
    this.mayLackSubmodules = content.isPresent() && mayLackSubmodules(evidence);
  }

  /** Returns whether a tree has the content's own id. */
  boolean is(Oid tree) {
    return content.isPresent() && content.get().equals(tree);
  }

  /** Returns whether a tree is the content, but for what is in no archive. */
  boolean is(ObjectReader objects, Oid tree) throws IOException {
    if (is(tree) || content.isEmpty()) {
      return is(tree);
    }
    return isWithin(objects, tree, 0)
        && archived(objects, tree, 0).orElseGet(() -> new TreeHash().id()).equals(content.get());
  }

  /** Returns whether it looks as if its commit had submodules, whose ids are in no archive. */
  boolean mayLackSubmodules() {
    return mayLackSubmodules;
  }

  private boolean isWithin(ObjectReader objects, Oid tree, int depth) throws IOException {
    Boolean before = within.get(tree);
    if (before != null) {
      return before;
    }
    List<TreeEntry> entries = entries(objects, tree, depth);
    boolean all =
        entries.stream()
            .filter(entry -> CONTENTS.contains(entry.kind()))
            .allMatch(entry -> blobs.contains(entry.oid()));
    for (TreeEntry entry : entries) {
      boolean below = all && entry.kind() == TreeEntry.Kind.DIRECTORY;
      all = below ? isWithin(objects, entry.oid(), depth + 1) : all;
    }
    within.put(tree, all);
    return all;
  }

  private Optional<Oid> archived(ObjectReader objects, Oid tree, int depth) throws IOException {
    Optional<Oid> before = archived.get(tree);
    if (before != null) {
      return before;
    }
    TreeHash hash = new TreeHash();
    for (TreeEntry entry : entries(objects, tree, depth)) {
      switch (entry.kind()) {
        case FILE -> hash.file(entry.name(), entry.executable(), entry.oid());
        case SYMLINK -> hash.symlink(entry.name(), entry.oid());
        case DIRECTORY ->
            archived(objects, entry.oid(), depth + 1)
                .ifPresent(below -> hash.directory(entry.name(), below));
        case SUBMODULE -> {
          // Its content is in another repository.
        }
      }
    }
    Optional<Oid> id = hash.isEmpty() ? Optional.empty() : Optional.of(hash.id());
    archived.put(tree, id);
    return id;
  }

  private List<TreeEntry> entries(ObjectReader objects, Oid tree, int depth) throws IOException {
    if (depth > limits.treeDepth()) {
      throw limits.exceeded(
          Limit.TREE_DEPTH,
          "there are more than " + limits.treeDepth() + " directories inside each other");
    }
    return TreeParser.parse(tree, objects.read(tree, ObjectType.TREE, limits.treeBytes()));
  }

  /**
   * A list of submodules says so, or a directory with nothing in it, which git has for no other.
   */
  private static boolean mayLackSubmodules(Evidence evidence) {
    ByteString list = evidence.topDirectory().concat(MODULES);
    Set<ByteString> directories = new HashSet<>();
    Set<ByteString> parents = new HashSet<>();
    for (Map.Entry<ByteString, ArchivedEntry> each : evidence.byPath().entrySet()) {
      ByteString path = each.getKey();
      if (path.equals(list)) {
        return true;
      }
      boolean directory = each.getValue().kind() == TarMember.Kind.DIRECTORY;
      ByteString name = directory ? withoutSlash(path) : path;
      if (directory) {
        directories.add(name);
      }
      int slash = lastSlash(name);
      if (slash > 0) {
        parents.add(name.substring(0, slash));
      }
    }
    return !parents.containsAll(directories);
  }

  private static ByteString withoutSlash(ByteString path) {
    int end = path.length();
    while (end > 0 && path.at(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static int lastSlash(ByteString path) {
    int at = path.length() - 1;
    while (at >= 0 && path.at(at) != '/') {
      at--;
    }
    return at;
  }
}
