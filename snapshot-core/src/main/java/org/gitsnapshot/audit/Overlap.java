package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.tree.TreeLevel;

/**
 * How much of a tree's content is in an archive. Each tree object is read once, however many
 * commits have it, so that comparing with all tags of a repository costs what they differ in.
 */
final class Overlap {
  private record Count(long there, long all) {}

  private final Limits limits;
  private final Set<Oid> archived;
  private final long contents;
  private final Map<Oid, Count> known = new HashMap<>();

  /**
   * Creates one.
   *
   * @param evidence the archive, of which only the contents count, whatever they are called
   */
  Overlap(Limits limits, Evidence evidence) {
    this.limits = limits;
    this.archived = evidence.blobs();
    this.contents = evidence.entries().stream().filter(entry -> entry.blob() != null).count();
  }

  /** Returns twice what both have over what each has: 0 for nothing in common, 1 for all. */
  double of(ObjectReader objects, Oid tree) throws IOException {
    Count count = count(objects, tree, 0);
    long sum = count.all() + contents;
    return sum == 0 ? 1 : Math.min(1, 2.0 * count.there() / sum);
  }

  private Count count(ObjectReader objects, Oid tree, int depth) throws IOException {
    Count before = known.get(tree);
    if (before != null) {
      return before;
    }
    if (depth > limits.treeDepth()) {
      throw limits.exceeded(
          Limit.TREE_DEPTH,
          "there are more than " + limits.treeDepth() + " directories inside each other");
    }
    TreeLevel level = TreeLevel.read(objects, tree, limits.treeBytes());
    long there = level.contents().stream().filter(c -> archived.contains(c.oid())).count();
    long all = level.contents().size();
    for (TreeLevel.Child directory : level.directories()) {
      Count inside = count(objects, directory.oid(), depth + 1);
      there += inside.there();
      all += inside.all();
    }
    Count count = new Count(there, all);
    known.put(tree, count);
    return count;
  }
}
