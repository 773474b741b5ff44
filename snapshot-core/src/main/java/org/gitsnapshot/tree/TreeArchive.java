package org.gitsnapshot.tree;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.AttributeStack;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.convert.Conversions;
import org.gitsnapshot.convert.FileConverter;
import org.gitsnapshot.convert.FileConverter.Converted;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.pretty.FormatAge;
import org.gitsnapshot.pretty.FormatState;
import org.gitsnapshot.pretty.PrettyFormat;
import org.gitsnapshot.recipe.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Walks a commit's tree and hands over what belongs in its archive, in git's order.
 *
 * <p>Attributes are read from the tree that is archived; entries with {@code export-ignore} set are
 * left out, directories with all they hold. One use, one thread.
 */
public final class TreeArchive {
  private static final ByteString ATTRIBUTES = ByteString.utf8(".gitattributes");

  /** A directory that is being walked. */
  private record Level(ByteString path, Iterator<TreeEntry> entries, AttributeStack attributes) {}

  private final ObjectReader objects;
  private final Limits limits;
  private final Profile profile;
  private final FormatState state;
  private final EntrySink sink;
  private final FileConverter converter;
  private final Notes notes = new Notes();
  private FileObserver observer = (path, blob, attributes) -> {};
  private @Nullable Substitution substitution;
  private long entries;

  /** Directories whose entry is written as soon as anything but a directory is met in them. */
  private final Deque<Entry.Directory> pending = new ArrayDeque<>();

  /**
   * Creates a walk.
   *
   * @param profile decides about empty directories and about formats
   * @param state asked for what export-subst needs besides the commit
   */
  public TreeArchive(
      ObjectReader objects, Limits limits, Profile profile, FormatState state, EntrySink sink) {
    this.objects = objects;
    this.limits = limits;
    this.profile = profile;
    this.state = state;
    this.sink = sink;
    this.converter = new FileConverter(objects);
  }

  /** Sets who hears of each file; returns this. */
  public TreeArchive observedBy(FileObserver whom) {
    observer = whom;
    return this;
  }

  /**
   * Hands over a commit's archive and returns what it says of itself.
   *
   * @throws org.gitsnapshot.error.UnavailableException if an object is missing
   * @throws org.gitsnapshot.error.CorruptObjectException if an object is not what its id promises,
   *     or a path is one that git refuses
   * @throws org.gitsnapshot.error.UnsupportedException if a file needs an encoding that this
   *     version does not know, or git refuses it, or export-subst asks for what nobody can know
   * @throws LimitExceededException if the tree is beyond a limit
   */
  public ArchiveMeta write(Oid commit) throws IOException {
    byte[] bytes = objects.read(commit, ObjectType.COMMIT, limits, Limit.COMMIT_BYTES);
    CommitHeader header = CommitHeader.parse(commit, bytes, profile.hasNewFormats());
    FormatAge age = profile.hasNewFormats() ? FormatAge.GIT_2_46 : FormatAge.GIT_2_39;
    substitution =
        new Substitution(new PrettyFormat(commit, bytes, age, state), limits.formatBytes());
    ArchiveMeta meta = new ArchiveMeta(Optional.of(commit), header.tree(), header.time());
    sink.begin(meta);
    walk(header.tree());
    return meta;
  }

  /**
   * Returns what a user should know of the archive that was written, in an order that depends on
   * the tree alone.
   */
  public List<String> notes() {
    return notes.list();
  }

  /**
   * Walks with a stack of its own: a tree as deep as the limit would be too much for a thread's.
   */
  private void walk(Oid root) throws IOException {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(open(ByteString.EMPTY, root, AttributeStack.within(limits)));
    while (true) {
      Level level = levels.element();
      if (level.entries.hasNext()) {
        TreeEntry entry = level.entries.next();
        countEntry();
        ByteString path =
            level.path.isEmpty() ? entry.name() : level.path.concat('/').concat(entry.name());
        if (entry(path, entry, level.attributes)) {
          checkDepth(path, levels.size());
          levels.push(open(path, entry.oid(), level.attributes));
        }
      } else {
        levels.pop();
        if (levels.isEmpty()) {
          return;
        }
        Entry.Directory last = pending.peekLast();
        if (last != null && last.path().equals(level.path)) {
          pending.removeLast(); // Nothing was met in it.
        }
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

  /** Returns the first part of a path, whose whole would be a very long line. */
  private static String firstName(ByteString path) {
    int end = 0;
    while (end < path.length() && path.at(end) != '/') {
      end++;
    }
    return path.substring(0, end).display();
  }

  private Level open(ByteString path, Oid tree, AttributeStack above) throws IOException {
    List<TreeEntry> entries =
        TreeParser.parse(tree, objects.read(tree, ObjectType.TREE, limits, Limit.TREE_BYTES));
    return new Level(path, entries.iterator(), withOwnFile(above, path, entries));
  }

  private AttributeStack withOwnFile(AttributeStack above, ByteString path, List<TreeEntry> entries)
      throws IOException {
    for (TreeEntry entry : entries) {
      if (entry.name().equals(ATTRIBUTES) && isBlob(entry)) {
        long size = objects.blob(entry.oid()).size();
        if (size < AttributeStack.MAX_FILE_BYTES) {
          above.requireRoom(path, size);
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

  /** Hands over one entry; returns whether it is a directory to go into. */
  private boolean entry(ByteString path, TreeEntry entry, AttributeStack stack) throws IOException {
    if (entry.kind() != TreeEntry.Kind.DIRECTORY) {
      PathCheck.check(path, entry.kind() == TreeEntry.Kind.SYMLINK);
      // Git writes the directories above a file before it asks whether the file is left out.
      handOverPending();
    }
    Map<String, AttributeValue> attributes = stack.of(path, !isBlob(entry));
    if (attributes.getOrDefault("export-ignore", AttributeValue.UNSPECIFIED).isSet()) {
      return false;
    }
    Oid oid = entry.oid();
    switch (entry.kind()) {
      case DIRECTORY -> {
        pending.addLast(new Entry.Directory(path, oid));
        if (profile.keepsEmptyDirectories()) {
          handOverPending();
        }
        return true;
      }
      case SUBMODULE -> sink.entry(new Entry.Submodule(path, oid));
      case SYMLINK -> {
        byte[] target = objects.read(oid, ObjectType.BLOB, limits, Limit.LINK_BYTES);
        sink.entry(new Entry.Symlink(path, oid, ByteString.of(target)));
      }
      case FILE -> {
        observer.file(path, oid, attributes);
        Content content = content(path, oid, Conversions.of(attributes));
        sink.entry(new Entry.File(path, oid, entry.executable(), content));
      }
    }
    return false;
  }

  private Content content(ByteString path, Oid blob, Conversions conversions) throws IOException {
    Converted converted = converter.convert(path, blob, conversions);
    conversions.filter().ifPresent(filter -> notes.filtered(filter, path));
    if (converted.unencoded()) {
      notes.unencoded(conversions.encoding().orElseThrow(), path);
    }
    return conversions.substitute()
        ? substituted(path, () -> converter.convert(path, blob, conversions).content())
        : converted.content();
  }

  private Content substituted(ByteString path, Substitution.Opener file) throws IOException {
    try {
      return requireNonNull(substitution).apply(file);
    } catch (UnsupportedException unknown) {
      throw new UnsupportedException(
          path.display() + ": " + unknown.getMessage(), unknown.hint().orElse(null), unknown);
    } catch (LimitExceededException tooLong) {
      throw new LimitExceededException(
          path.display() + ": " + tooLong.getMessage(), tooLong.hint().orElse(null));
    }
  }

  private void handOverPending() throws IOException {
    while (!pending.isEmpty()) {
      sink.entry(pending.removeFirst());
    }
  }
}
