package org.gitsnapshot.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.AttributeStack;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.recipe.Profile;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tree that belong in its archive, in git's order, one at a time.
 *
 * <p>Reads trees and attribute files, and no other blobs. It has a stack of its own: a tree as deep
 * as the limit would be too much for a thread's.
 */
final class TreeWalk {
  private static final ByteString ATTRIBUTES = ByteString.utf8(".gitattributes");

  /** How much of a path messages show. */
  private static final int SHOWN_BYTES = 255;

  /**
   * A directory that is being walked.
   *
   * @param unclear under which names attributes may count or not
   * @param allUnclear whether they may or not in all of it
   */
  private record Level(
      ByteString path,
      Iterator<TreeEntry> entries,
      AttributeStack attributes,
      Set<ByteString> unclear,
      boolean allUnclear) {}

  private final ObjectReader objects;
  private final Limits limits;
  private final Profile profile;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** Directories that belong there as soon as anything but a directory is met in them. */
  private final Deque<WalkedEntry> pending = new ArrayDeque<>();

  /** What was met and not given out yet. */
  private final Deque<WalkedEntry> met = new ArrayDeque<>();

  private long entries;

  /** Creates a walk of the tree with this id. */
  TreeWalk(ObjectReader objects, Limits limits, Profile profile, Oid root) throws IOException {
    this.objects = objects;
    this.limits = limits;
    this.profile = profile;
    levels.push(open(ByteString.EMPTY, root, AttributeStack.within(limits), false));
  }

  /** Returns the next entry, or null at the end. */
  @Nullable WalkedEntry next() throws IOException {
    while (met.isEmpty() && !levels.isEmpty()) {
      advance();
    }
    return met.poll();
  }

  private void advance() throws IOException {
    Level level = levels.element();
    if (level.entries.hasNext()) {
      TreeEntry entry = level.entries.next();
      countEntry();
      ByteString path =
          level.path.isEmpty() ? entry.name() : level.path.concat('/').concat(entry.name());
      checkLength(path);
      if (meet(path, entry, level.attributes)) {
        checkDepth(path, levels.size());
        boolean unclear = level.allUnclear || level.unclear.contains(entry.name());
        levels.push(open(path, entry.oid(), level.attributes, unclear));
      }
    } else {
      levels.pop();
      WalkedEntry last = pending.peekLast();
      if (last != null && last.path().equals(level.path)) {
        pending.removeLast(); // Nothing was met in it.
      }
    }
  }

  /** Counts what is looked at: of a tree that is in many places each one costs time. */
  private void countEntry() throws LimitExceededException {
    if (++entries > limits.of(Limit.ENTRIES)) {
      throw limits.exceeded(
          Limit.ENTRIES, "there are more than " + limits.of(Limit.ENTRIES) + " entries");
    }
  }

  /** Each directory on the way down has a path of its own, so that long ones fill the memory. */
  private void checkLength(ByteString path) throws LimitExceededException {
    if (path.length() > limits.of(Limit.PATH_BYTES)) {
      throw limits.exceeded(
          Limit.PATH_BYTES, "a path has " + path.length() + " bytes, in " + firstName(path));
    }
  }

  private void checkDepth(ByteString path, int depth) throws LimitExceededException {
    if (depth > limits.treeDepth()) {
      throw limits.exceeded(
          Limit.TREE_DEPTH,
          "there are more than "
              + limits.treeDepth()
              + " directories inside each other, in "
              + firstName(path));
    }
  }

  /** Returns the first part of a path, whose whole would be a very long line, or its beginning. */
  private static String firstName(ByteString path) {
    int end = 0;
    while (end < path.length() && end < SHOWN_BYTES && path.at(end) != '/') {
      end++;
    }
    return path.substring(0, end).display();
  }

  private Level open(ByteString path, Oid tree, AttributeStack above, boolean unclear)
      throws IOException {
    List<TreeEntry> entries = read(path, tree);
    Set<ByteString> names = UnclearNames.in(tree, entries);
    AttributeStack attributes = withOwnFile(above, path, entries);
    if (unclear && attributes != above) {
      throw UnclearNames.refused(tree);
    }
    return new Level(path, entries.iterator(), attributes, names, unclear);
  }

  private List<TreeEntry> read(ByteString path, Oid tree) throws IOException {
    try {
      return TreeParser.parse(tree, objects.read(tree, ObjectType.TREE, limits, Limit.TREE_BYTES));
    } catch (CorruptObjectException | UnavailableException failed) {
      throw path.isEmpty() ? failed : EntryFailure.of(path, failed);
    }
  }

  private AttributeStack withOwnFile(AttributeStack above, ByteString path, List<TreeEntry> entries)
      throws IOException {
    for (TreeEntry entry : entries) {
      if (entry.name().equals(ATTRIBUTES) && isBlob(entry)) {
        return withFile(above, path, entry.oid());
      }
    }
    return above;
  }

  private AttributeStack withFile(AttributeStack above, ByteString path, Oid file)
      throws IOException {
    try {
      long size = objects.blob(file).size();
      if (size >= AttributeStack.MAX_FILE_BYTES) {
        return above;
      }
      above.requireRoom(path, size);
      return above.with(path, objects.read(file, ObjectType.BLOB, (int) size));
    } catch (CorruptObjectException | UnavailableException failed) {
      throw EntryFailure.of(
          path.isEmpty() ? ATTRIBUTES : path.concat('/').concat(ATTRIBUTES), failed);
    }
  }

  /** A symbolic link counts too: git reads its target as if it were the file. */
  private static boolean isBlob(TreeEntry entry) {
    return entry.kind() == TreeEntry.Kind.FILE || entry.kind() == TreeEntry.Kind.SYMLINK;
  }

  /** Meets one entry; returns whether it is a directory to go into. */
  private boolean meet(ByteString path, TreeEntry entry, AttributeStack stack) throws IOException {
    boolean directory = entry.kind() == TreeEntry.Kind.DIRECTORY;
    if (!directory) {
      PathCheck.check(path, entry.kind() == TreeEntry.Kind.SYMLINK);
      // Git writes the directories above a file before it asks whether the file is left out.
      meetPending();
    }
    Map<String, AttributeValue> attributes = stack.of(path, !isBlob(entry));
    if (attributes.getOrDefault("export-ignore", AttributeValue.UNSPECIFIED).isSet()) {
      return false;
    }
    WalkedEntry walked = new WalkedEntry(path, entry, attributes);
    if (!directory) {
      met.add(walked);
      return false;
    }
    pending.addLast(walked);
    if (profile.keepsEmptyDirectories()) {
      meetPending();
    }
    return true;
  }

  private void meetPending() {
    while (!pending.isEmpty()) {
      met.add(pending.removeFirst());
    }
  }
}
