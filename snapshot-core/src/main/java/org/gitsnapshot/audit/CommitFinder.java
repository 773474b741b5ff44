package org.gitsnapshot.audit;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;

/**
 * Finds the commit an archive was made from: what is given, what the tar's comment says, what the
 * names say if the content or the time agrees, what in the whole history has the tree or the time,
 * and at last the tag or branch that has most of the content.
 */
final class CommitFinder {
  /**
   * A commit.
   *
   * @param how how it was found, to follow <em>found by</em>
   */
  record Found(Oid commit, String how) {}

  private final Acquirer acquirer;
  private final List<String> urls;
  private final Limits limits;
  private final Evidence evidence;
  private final String tree;
  private final List<String> notes = new ArrayList<>();

  /**
   * Creates a finder.
   *
   * @param tree the git tree id of the archive's content in hex; empty if it is not known
   */
  CommitFinder(
      Acquirer acquirer, List<String> urls, Limits limits, Evidence evidence, String tree) {
    this.acquirer = acquirer;
    this.urls = urls;
    this.limits = limits;
    this.evidence = evidence;
    this.tree = tree;
  }

  /** Returns what stood in the way. */
  List<String> notes() {
    return notes;
  }

  /**
   * Finds it.
   *
   * @param revision what the caller says it is
   * @throws UnavailableException if nothing in the repository has anything in common with the
   *     archive
   */
  Found find(Optional<String> revision) throws IOException {
    Optional<Oid> comment = evidence.comment().filter(Oid::isHex).map(Oid::fromHex);
    if (revision.isPresent()) {
      Oid given = acquirer.resolve(urls, revision.get()).commit();
      if (comment.isPresent() && !comment.get().equals(given)) {
        notes.add("the comment in the tar names another commit, " + comment.get());
      }
      return new Found(given, "what was given, " + revision.get());
    }
    if (comment.isPresent()) {
      try (ObjectStore unused = acquirer.acquire(urls, comment.get(), Optional.empty())) {
        return new Found(comment.get(), "the comment in the tar");
      } catch (SnapshotException absent) {
        notes.add(
            "the comment in the tar names a commit that is not to be had: " + absent.getMessage());
      }
    }
    try (History history = acquirer.history(urls, anyCommit())) {
      return inHistory(history);
    }
  }

  /** Returns some commit, for which a history can be asked. Bundles need not have a HEAD. */
  private Oid anyCommit() throws IOException {
    RefList refs = acquirer.refs(urls);
    return Stream.concat(refs.head().stream(), refs.refs().stream())
        .findFirst()
        .map(NamedRef::peeled)
        .orElseThrow(
            () ->
                new UnavailableException(
                    SafeText.url(urls.get(0)) + " has no tag and no branch",
                    "check --repo, or say which commit it should be with --commit"));
  }

  private Found inHistory(History history) throws IOException {
    HistorySearch search = new HistorySearch(tree, evidence.usualTime());
    Map<Oid, String> named = named(history);
    List<HistorySearch.Fit> fits = new ArrayList<>();
    try (ObjectReader reader = history.commits()) {
      for (Oid commit : named.keySet()) {
        HistorySearch.Fit fit = search.judge(commit, CommitLinks.read(reader, commit));
        if (fit.sameTree() || fit.sameTime()) {
          fits.add(fit);
        }
      }
    }
    boolean exact = fits.stream().anyMatch(HistorySearch.Fit::sameTree);
    if (!exact) {
      fits.addAll(search.find(history));
    }
    Overlap overlap = new Overlap(limits, evidence);
    Optional<HistorySearch.Fit> best = best(fits, named, history, overlap);
    if (best.isPresent()) {
      String what =
          best.get().sameTree()
              ? "its tree, which is the content's"
              : "its time, which is that of the files";
      String name = named.get(best.get().commit());
      return new Found(best.get().commit(), (name == null ? "" : name + ", and ") + what);
    }
    Optional<Found> nearest = nearest(named, history, overlap);
    if (nearest.isEmpty()) {
      Map<Oid, String> all = all(history);
      all.replaceAll((commit, ref) -> "the content, of which " + ref + " has the most");
      nearest = nearest(all, history, overlap);
    }
    return nearest.orElseThrow(
        () ->
            new UnavailableException(
                "no tag or branch of "
                    + SafeText.url(urls.get(0))
                    + " has anything in common with the archive",
                "check --repo, or say which commit it should be with --commit"));
  }

  /** The tree weighs most, then the time, then a ref that names it, then the share of contents. */
  private Optional<HistorySearch.Fit> best(
      List<HistorySearch.Fit> fits, Map<Oid, String> named, History history, Overlap overlap)
      throws IOException {
    Set<Oid> tips = new HashSet<>(all(history).keySet());
    HistorySearch.Fit best = null;
    double bestScore = 0;
    for (HistorySearch.Fit fit :
        fits.stream().sorted(Comparator.comparing(HistorySearch.Fit::commit)).toList()) {
      double share = fit.sameTree() ? 1 : share(fit.commit(), fit.tree(), history, overlap);
      if (share == 0) {
        continue;
      }
      double score =
          share
              + (fit.sameTree() ? 16 : 0)
              + (fit.sameTime() ? 8 : 0)
              + (named.containsKey(fit.commit()) ? 4 : 0)
              + (tips.contains(fit.commit()) ? 2 : 0);
      if (score > bestScore) {
        best = fit;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }

  private Optional<Found> nearest(Map<Oid, String> commits, History history, Overlap overlap)
      throws IOException {
    Found nearest = null;
    double most = 0;
    try (ObjectReader reader = history.commits()) {
      for (Map.Entry<Oid, String> each : commits.entrySet()) {
        Oid commit = each.getKey();
        double share = share(commit, CommitLinks.read(reader, commit).tree(), history, overlap);
        if (share > most) {
          most = share;
          nearest = new Found(commit, each.getValue() + " (" + percent(share) + " % in common)");
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Returns a share as a number that is 0 for nothing and 100 for all, and for nothing else. */
  private static long percent(double share) {
    return share < 1 ? Longs.constrainToRange(Math.round(share * 100), 1, 99) : 100;
  }

  private static double share(Oid commit, Oid tree, History history, Overlap overlap)
      throws IOException {
    try (ObjectReader commits = history.commits()) {
      return overlap.of(commits, tree);
    } catch (UnavailableException commitsAlone) {
      try (ObjectReader snapshot = history.snapshot(commit)) {
        return overlap.of(snapshot, tree);
      }
    }
  }

  /** Returns the commits that the names may mean, each with what names it. */
  private Map<Oid, String> named(History history) throws IOException {
    NameHints hints = NameHints.of(evidence.file(), evidence.topDirectory());
    Map<Oid, String> named = new LinkedHashMap<>();
    all(history, hints::mayMean).forEach((id, ref) -> named.put(id, "the name, which says " + ref));
    for (String digits : hints.hexDigits()) {
      commitOf(digits, history)
          .ifPresent(commit -> named.putIfAbsent(commit, "the name, which says " + digits));
    }
    return named;
  }

  /** Digits in a name need not be an id. */
  private Optional<Oid> commitOf(String digits, History history) throws IOException {
    try (ObjectReader reader = history.commits()) {
      Oid commit = acquirer.resolve(urls, digits).commit();
      boolean isCommit = reader.typeOf(commit) == ObjectType.COMMIT;
      return isCommit ? Optional.of(commit) : Optional.empty();
    } catch (SnapshotException noCommit) {
      return Optional.empty();
    }
  }

  private static Map<Oid, String> all(History history) throws IOException {
    return all(history, ref -> true);
  }

  /** Returns the commits of refs, tags before branches, each with the first ref's short name. */
  private static Map<Oid, String> all(History history, Predicate<String> wanted)
      throws IOException {
    Map<Oid, String> commits = new LinkedHashMap<>();
    try (ObjectReader reader = history.commits()) {
      for (String kind : List.of("refs/tags/", "refs/heads/", "refs/remotes/")) {
        ByteString head = ByteString.utf8(kind);
        for (NamedRef ref : history.refs().refs()) {
          if (!ref.name().startsWith(head)) {
            continue;
          }
          String name = ref.name().display().substring(kind.length());
          if (wanted.test(name) && reader.typeOf(ref.peeled()) == ObjectType.COMMIT) {
            commits.putIfAbsent(ref.peeled(), name);
          }
        }
      }
    }
    return commits;
  }
}
