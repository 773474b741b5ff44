package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.tree.TreeLevel;

/**
 * How much of a tree's content is in an archive. Each tree object is read once, and once more for
 * each directory of the archive that it would be, however many commits have it, so that comparing
 * with all tags of a repository costs what they differ in.
 */
final class Overlap {
  /**
   * What both have.
   *
   * @param contents twice the contents of both over those of each: 0 for nothing in common, 1 for
   *     all, wherever they are
   * @param inPlace how many are at the same path
   */
  record Shared(double contents, long inPlace) implements Comparable<Shared> {
    static final Shared NOTHING = new Shared(0, 0);
    static final Shared ALL = new Shared(1, Long.MAX_VALUE);

    private static final Comparator<Shared> ORDER =
        Comparator.comparingDouble(Shared::contents).thenComparingLong(Shared::inPlace);

    @Override
    public int compareTo(Shared other) {
      return ORDER.compare(this, other);
    }
  }

  /** The path of all directories that the archive does not have: of these only contents count. */
  private static final ByteString NOWHERE = ByteString.utf8("/");

  private record Place(ByteString path, Oid tree) {}

  private record Count(long there, long all, long inPlace) {}

  private final Limits limits;
  private final Set<Oid> archived;
  private final Map<ByteString, Oid> archivedAt;
  private final Set<ByteString> directories = new HashSet<>();
  private final long contents;
  private final Map<Place, Count> known = new HashMap<>();

  /** Creates one for an archive. */
  Overlap(Limits limits, Evidence evidence) {
    this.limits = limits;
    this.archived = evidence.blobs();
    this.contents = evidence.entries().stream().filter(entry -> entry.blob() != null).count();
    this.archivedAt = evidence.belowTop();
    for (ByteString path : archivedAt.keySet()) {
      for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
        directories.add(path.substring(0, at + 1));
      }
    }
  }

  /** Returns what the archive and a commit's root tree share. */
  Shared of(ObjectReader objects, Oid tree) throws IOException {
    Count count = count(objects, new Place(ByteString.EMPTY, tree), 0);
    long sum = count.all() + contents;
    return new Shared(sum == 0 ? 1 : Math.min(1, 2.0 * count.there() / sum), count.inPlace());
  }

  private Count count(ObjectReader objects, Place place, int depth) throws IOException {
    Count before = known.get(place);
    if (before != null) {
      return before;
    }
    if (depth > limits.treeDepth()) {
      throw limits.exceeded(
          Limit.TREE_DEPTH,
          "there are more than " + limits.treeDepth() + " directories inside each other");
    }
    TreeLevel level = TreeLevel.read(objects, place.tree(), limits.treeBytes());
    long there = 0;
    long inPlace = 0;
    for (TreeLevel.Child content : level.contents()) {
      if (archived.contains(content.oid())) {
        there++;
        ByteString path = place.path().concat(content.name());
        inPlace += content.oid().equals(archivedAt.get(path)) ? 1 : 0;
      }
    }
    long all = level.contents().size();
    for (TreeLevel.Child directory : level.directories()) {
      ByteString path = place.path().concat(directory.name()).concat('/');
      Place below = new Place(directories.contains(path) ? path : NOWHERE, directory.oid());
      Count inside = count(objects, below, depth + 1);
      there += inside.there();
      all += inside.all();
      inPlace += inside.inPlace();
    }
    Count count = new Count(there, all, inPlace);
    known.put(place, count);
    return count;
  }
}
