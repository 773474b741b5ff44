package org.gitsnapshot.proof;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.convert.Conversions;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.report.ProofFinding;
import org.gitsnapshot.report.ProofFinding.Kind;
import org.gitsnapshot.tree.TreeEntry;
import org.gitsnapshot.tree.TreeParser;
import org.jspecify.annotations.Nullable;

/** A walk through a commit's trees and what a tar has in their places. One use, one thread. */
final class TreeComparison {
  private static final long STACK_BYTES = 64 << 20;

  private final ObjectReader objects;
  private final TarTree tar;
  private final List<ProofFinding> findings = new ArrayList<>();
  private long same;

  private long seen;

  TreeComparison(ObjectReader objects, TarTree tar) {
    this.objects = objects;
    this.tar = tar;
  }

  /**
   * Compares everything below the root, on a thread whose stack holds a tree as deep as the limit.
   */
  void run(Oid root) throws IOException {
    Place place = new Place(ByteString.EMPTY, KnownAttributes.NONE, false, 0);
    FutureTask<Boolean> walk =
        new FutureTask<>(
            () -> {
              directory(place, root, tar.root());
              return true;
            });
    Thread thread = new Thread(null, walk, "compare-trees", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      Boolean unused = Uninterruptibles.getUninterruptibly(walk);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause != null) {
        Throwables.throwIfInstanceOf(cause, IOException.class);
        Throwables.throwIfUnchecked(cause);
      }
      throw new IllegalStateException(e);
    }
  }

  List<ProofFinding> findings() {
    return findings;
  }

  /** Returns how many files and links are the same in name, mode and content. */
  long same() {
    return same;
  }

  static ProofFinding emptyDirectory(ByteString path) {
    return new ProofFinding(path, Kind.EMPTY_DIRECTORY, "");
  }

  /**
   * A path of the commit.
   *
   * @param above the attributes that the directory it is in gives
   * @param ignored whether it or a directory it is in is left out of archives
   */
  private record Place(ByteString path, KnownAttributes above, boolean ignored, int depth) {}

  private void directory(Place place, Oid tree, Item.@Nullable Directory present)
      throws IOException {
    if (place.depth > Limits.DEFAULT.treeDepth()) {
      throw Limits.DEFAULT.exceeded(
          Limit.TREE_DEPTH,
          "there are more than "
              + Limits.DEFAULT.treeDepth()
              + " directories inside each other in the commit");
    }
    List<TreeEntry> entries =
        TreeParser.parse(tree, objects.read(tree, ObjectType.TREE, Limits.DEFAULT.treeBytes()));
    seen += entries.size();
    if (seen > Limits.DEFAULT.of(Limit.ENTRIES)) {
      throw Limits.DEFAULT.exceeded(Limit.ENTRIES, "the commit's tree has too many entries");
    }
    KnownAttributes attributes = place.above.in(place.path, entries, tar, objects);
    Map<ByteString, Item> left = present == null ? Map.of() : new TreeMap<>(present.entries());
    for (TreeEntry entry : entries) {
      Item item = present == null ? null : left.remove(entry.name());
      ByteString path =
          place.path.isEmpty() ? entry.name() : place.path.concat('/').concat(entry.name());
      boolean ignored = place.ignored || attributes.ignores(path, isDirectory(entry));
      entry(new Place(path, attributes, ignored, place.depth + 1), entry, item);
    }
    extras(place.path, left);
  }

  private static boolean isDirectory(TreeEntry entry) {
    return entry.kind() == TreeEntry.Kind.DIRECTORY || entry.kind() == TreeEntry.Kind.SUBMODULE;
  }

  private void entry(Place place, TreeEntry entry, @Nullable Item item) throws IOException {
    boolean goesInto = entry.kind() == TreeEntry.Kind.DIRECTORY && !place.ignored;
    if (item == null && !goesInto) {
      absent(place, entry);
      return;
    }
    switch (entry.kind()) {
      case DIRECTORY -> {
        if (item == null || item instanceof Item.Directory) {
          directory(place, entry.oid(), (Item.Directory) item);
        } else {
          add(place, Kind.TYPE, "a directory there");
        }
      }
      case SUBMODULE -> {
        if (item instanceof Item.Directory below) {
          add(place, Kind.SUBMODULE, "commit " + entry.oid());
          extras(place.path, below.entries());
        } else {
          add(place, Kind.TYPE, "a submodule there");
        }
      }
      case SYMLINK -> {
        if (!(item instanceof Item.Symlink)) {
          add(place, Kind.TYPE, "a symbolic link there");
        } else if (item.is(entry.oid())) {
          same++;
        } else {
          add(place, Kind.CONTENT, "the target of a link");
        }
      }
      case FILE -> {
        if (item instanceof Item.File file) {
          file(place, entry, file);
        } else {
          add(place, Kind.TYPE, "a file there");
        }
      }
    }
  }

  private void file(Place place, TreeEntry entry, Item.File file) throws LimitExceededException {
    boolean mode = file.executable() == entry.executable();
    if (!mode) {
      add(place, Kind.MODE, entry.executable() ? "executable there" : "not executable there");
    }
    if (file.is(entry.oid())) {
      same += mode ? 1 : 0;
      return;
    }
    Map<String, AttributeValue> attributes = place.above.of(place.path, false);
    String changes = changes(Conversions.of(attributes));
    if (place.above.missing().isPresent()) {
      add(place, Kind.UNKNOWN_ATTRIBUTES, place.above.missing().get());
    } else if (!changes.isEmpty()) {
      add(place, Kind.CHANGED_BY_ATTRIBUTES, changes);
    } else {
      add(place, Kind.CONTENT, "blob " + file.blob() + ", not " + entry.oid());
    }
  }

  /** Names what may make an archive's file other than its blob. */
  private static String changes(Conversions conversions) {
    List<String> changes = new ArrayList<>();
    if (conversions.substitute()) {
      changes.add("export-subst");
    }
    if (conversions.ident()) {
      changes.add("ident");
    }
    if (conversions.lineEnds() != Conversions.LineEndRule.KEEP) {
      changes.add("eol=crlf");
    }
    conversions.encoding().ifPresent(name -> changes.add("working-tree-encoding=" + name));
    conversions.filter().ifPresent(name -> changes.add("filter=" + name));
    return String.join(", ", changes);
  }

  private void absent(Place place, TreeEntry entry) {
    if (place.ignored) {
      add(place, Kind.LEFT_OUT, "");
    } else if (entry.kind() == TreeEntry.Kind.SUBMODULE) {
      add(place, Kind.SUBMODULE, "commit " + entry.oid() + ", and no directory for it");
    } else if (place.above.missing().isPresent()) {
      add(place, Kind.UNKNOWN_ATTRIBUTES, place.above.missing().get());
    } else {
      add(place, Kind.ABSENT, "");
    }
  }

  private void extras(ByteString directory, Map<ByteString, Item> items) {
    for (Map.Entry<ByteString, Item> entry : items.entrySet()) {
      ByteString name = entry.getKey();
      ByteString path = directory.isEmpty() ? name : directory.concat('/').concat(name);
      if (!(entry.getValue() instanceof Item.Directory below)) {
        findings.add(new ProofFinding(path, Kind.EXTRA, ""));
      } else if (below.entries().isEmpty()) {
        findings.add(emptyDirectory(path));
      } else {
        extras(path, below.entries());
      }
    }
  }

  private void add(Place place, Kind kind, String reason) {
    findings.add(new ProofFinding(place.path, kind, reason));
  }
}
