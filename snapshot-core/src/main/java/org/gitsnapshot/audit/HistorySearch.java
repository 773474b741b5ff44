package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.objects.RefList;

/**
 * All commits that refs lead to, for those that have an archive's tree or its time: the time of
 * every entry that {@code git archive} writes is the committer's.
 */
final class HistorySearch {
  /** A commit that fits. */
  record Fit(Oid commit, Oid tree, long time, boolean sameTree, boolean sameTime) {}

  private final ContentTree content;
  private final OptionalLong time;

  /** Whether a tree was read, and whether there may be any: a server's history has none. */
  private boolean treeRead;

  private boolean mayHaveTrees = true;

  /**
   * Creates a search.
   *
   * @param content the archive's content
   * @param time the time that its files have
   */
  HistorySearch(ContentTree content, OptionalLong time) {
    this.content = content;
    this.time = time;
  }

  /**
   * Returns the commits that fit, in no order.
   *
   * @param deep whether their trees are read, where the root's id alone does not say that it fits
   */
  List<Fit> find(History history, boolean deep) throws IOException {
    List<Fit> fits = new ArrayList<>();
    Set<Oid> seen = new HashSet<>();
    Deque<Oid> todo = new ArrayDeque<>();
    try (ObjectReader reader = history.commits()) {
      for (Oid start : starts(history.refs())) {
        if (seen.add(start)) {
          todo.add(start);
        }
      }
      while (!todo.isEmpty()) {
        Oid commit = todo.removeLast();
        CommitLinks links;
        try {
          if (reader.typeOf(commit) != ObjectType.COMMIT) {
            continue;
          }
          links = CommitLinks.read(reader, commit);
        } catch (UnavailableException shallow) {
          continue; // The history was cut off when it was cloned.
        }
        Fit fit = deep ? judge(reader, commit, links) : judge(commit, links);
        if (fit.sameTree() || fit.sameTime()) {
          fits.add(fit);
        }
        for (Oid parent : links.parents()) {
          if (seen.add(parent)) {
            todo.add(parent);
          }
        }
      }
    }
    return fits;
  }

  /** Returns how well one commit fits, by the id of its root. */
  private Fit judge(Oid commit, CommitLinks links) {
    return fit(commit, links, content.is(links.tree()));
  }

  /** Returns how well one commit fits, by its whole tree if that can be read. */
  Fit judge(ObjectReader reader, Oid commit, CommitLinks links) throws IOException {
    if (!mayHaveTrees) {
      return judge(commit, links);
    }
    try {
      Fit fit = fit(commit, links, content.is(reader, links.tree()));
      treeRead = true;
      return fit;
    } catch (SnapshotException absent) {
      mayHaveTrees = treeRead;
      return judge(commit, links);
    }
  }

  private Fit fit(Oid commit, CommitLinks links, boolean sameTree) {
    boolean sameTime = time.isPresent() && time.getAsLong() == links.time();
    return new Fit(commit, links.tree(), links.time(), sameTree, sameTime);
  }

  private static List<Oid> starts(RefList refs) {
    List<Oid> starts = new ArrayList<>();
    refs.refs().forEach(ref -> starts.add(ref.peeled()));
    refs.head().ifPresent(head -> starts.add(head.peeled()));
    return starts;
  }
}
