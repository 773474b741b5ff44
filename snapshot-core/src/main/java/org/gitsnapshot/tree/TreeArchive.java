package org.gitsnapshot.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;

/**
 * Walks a commit's tree and hands over what belongs in its archive, in git's order.
 *
 * <p>Attributes are read from the tree that is archived; entries with {@code export-ignore} set are
 * left out, directories with all they hold. One use, one thread.
 */
public final class TreeArchive {
  private static final ByteString ATTRIBUTES = ByteString.utf8(".gitattributes");
  private static final int COMMIT_BYTES = 16 << 20;

  private final ObjectReader objects;
  private final Limits limits;
  private final boolean keepEmptyDirectories;
  private final EntrySink sink;

  /** Directories whose entry is written as soon as anything but a directory is met in them. */
  private final Deque<Entry.Directory> pending = new ArrayDeque<>();

  /**
   * Creates a walk.
   *
   * @param keepEmptyDirectories whether a directory that holds nothing but directories, or nothing,
   *     is handed over, as it was up to git 2.14.2
   */
  public TreeArchive(
      ObjectReader objects, Limits limits, boolean keepEmptyDirectories, EntrySink sink) {
    this.objects = objects;
    this.limits = limits;
    this.keepEmptyDirectories = keepEmptyDirectories;
    this.sink = sink;
  }

  /**
   * Hands over a commit's archive and returns what it says of itself.
   *
   * @throws org.gitsnapshot.error.UnavailableException if an object is missing
   * @throws org.gitsnapshot.error.CorruptObjectException if an object is not what its id promises
   * @throws org.gitsnapshot.error.UnsupportedException if a file would need a conversion
   * @throws LimitExceededException if the tree is beyond a limit
   */
  public ArchiveMeta write(Oid commit) throws IOException {
    CommitHeader header =
        CommitHeader.parse(commit, objects.read(commit, ObjectType.COMMIT, COMMIT_BYTES));
    ArchiveMeta meta = new ArchiveMeta(Optional.of(commit), header.tree(), header.time());
    sink.begin(meta);
    directory(ByteString.EMPTY, header.tree(), AttributeStack.EMPTY, 0);
    return meta;
  }

  private void directory(ByteString path, Oid tree, AttributeStack above, int depth)
      throws IOException {
    if (depth > limits.treeDepth()) {
      throw new LimitExceededException(
          path.display() + ": more than " + limits.treeDepth() + " directories inside each other",
          "the limit is tree-depth");
    }
    List<TreeEntry> entries =
        TreeParser.parse(tree, objects.read(tree, ObjectType.TREE, limits.treeBytes()));
    AttributeStack attributes = withOwnFile(above, path, entries);
    for (TreeEntry entry : entries) {
      ByteString full = path.isEmpty() ? entry.name() : path.concat('/').concat(entry.name());
      entry(full, entry, attributes, depth);
    }
  }

  private AttributeStack withOwnFile(AttributeStack above, ByteString path, List<TreeEntry> entries)
      throws IOException {
    for (TreeEntry entry : entries) {
      if (entry.name().equals(ATTRIBUTES) && isBlob(entry)) {
        long size = objects.blob(entry.oid()).size();
        if (size < AttributeFile.MAX_FILE_BYTES) {
          return above.with(path, objects.read(entry.oid(), ObjectType.BLOB, (int) size));
        }
      }
    }
    return above;
  }

  /** A symbolic link counts too: git reads its target as if it were the file. */
  private static boolean isBlob(TreeEntry entry) {
    return entry.kind() == TreeEntry.Kind.FILE || entry.kind() == TreeEntry.Kind.SYMLINK;
  }

  private void entry(ByteString path, TreeEntry entry, AttributeStack stack, int depth)
      throws IOException {
    if (entry.kind() != TreeEntry.Kind.DIRECTORY) {
      // Git writes the directories above a file before it asks whether the file is left out.
      handOverPending();
    }
    Map<String, AttributeValue> attributes = stack.of(path, !isBlob(entry));
    if (attributes.getOrDefault("export-ignore", AttributeValue.UNSPECIFIED).isSet()) {
      return;
    }
    Oid oid = entry.oid();
    switch (entry.kind()) {
      case DIRECTORY -> {
        Entry.Directory directory = new Entry.Directory(path, oid);
        pending.addLast(directory);
        if (keepEmptyDirectories) {
          handOverPending();
        }
        directory(path, oid, stack, depth + 1);
        if (directory.equals(pending.peekLast())) {
          pending.removeLast();
        }
      }
      case SUBMODULE -> sink.entry(new Entry.Submodule(path, oid));
      case SYMLINK -> {
        byte[] target = objects.read(oid, ObjectType.BLOB, limits.linkBytes());
        sink.entry(new Entry.Symlink(path, oid, ByteString.of(target)));
      }
      case FILE -> {
        Content content = objects.blob(oid);
        List<Conversion> conversions = Conversion.of(attributes);
        if (!conversions.isEmpty()) {
          new ConversionGuard(objects, path, oid).refuse(conversions, content.size());
        }
        sink.entry(new Entry.File(path, oid, entry.executable(), content));
      }
    }
  }

  private void handOverPending() throws IOException {
    while (!pending.isEmpty()) {
      sink.entry(pending.removeFirst());
    }
  }
}
