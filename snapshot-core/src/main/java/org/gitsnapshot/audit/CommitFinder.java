package org.gitsnapshot.audit;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final ContentTree content;
  private final List<String> notes = new ArrayList<>();

  /**
   * Creates a finder.
   *
   * @param content the archive's content
   */
  CommitFinder(
      Acquirer acquirer, List<String> urls, Limits limits, Evidence evidence, ContentTree content) {
    this.acquirer = acquirer;
    this.urls = urls;
    this.limits = limits;
    this.evidence = evidence;
    this.content = content;
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
    HistorySearch search = new HistorySearch(content, evidence.usualTime());
    Map<Oid, String> named = named(history);
    List<HistorySearch.Fit> fits = new ArrayList<>();
    try (ObjectReader reader = history.commits()) {
      for (Oid commit : named.keySet()) {
        HistorySearch.Fit fit = search.judge(reader, commit, CommitLinks.read(reader, commit));
        if (fit.sameTree() || fit.sameTime()) {
          fits.add(fit);
        }
      }
    }
    boolean exact = fits.stream().anyMatch(HistorySearch.Fit::sameTree);
    if (!exact) {
      fits.addAll(inWholeHistory(search, history));
    }
    Overlap overlap = new Overlap(limits, evidence);
    Optional<HistorySearch.Fit> best = best(fits, named, history, overlap);
    if (best.isPresent()) {
      String what =
          best.get().sameTree() ? "its tree, which is the content's" : itsTime(fits, best.get());
      String name = named.get(best.get().commit());
      return new Found(best.get().commit(), (name == null ? "" : name + ", and ") + what);
    }
    Optional<Found> nearest = nearest(named, history, overlap);
    if (nearest.isEmpty()) {
      Map<Oid, String> all = all(history);
      all.replaceAll((commit, ref) -> "the content, of which " + ref + " has the most");
      nearest = nearest(all, history, overlap);
    }
    return nearest.orElseThrow(this::nothingInCommon);
  }

  private UnavailableException nothingInCommon() {
    return evidence
        .end()
        .emptiness()
        .map(
            what ->
                new UnavailableException(
                    evidence.file() + " " + what,
                    "get the file again, or say which commit it should be with --commit"))
        .orElseGet(
            () ->
                new UnavailableException(
                    "no tag or branch of "
                        + SafeText.url(urls.get(0))
                        + " has anything in common with the archive",
                    "check --repo, or say which commit it should be with --commit"));
  }

  /** Reads trees only where no commit has the time or a root with the content's id. */
  private List<HistorySearch.Fit> inWholeHistory(HistorySearch search, History history)
      throws IOException {
    List<HistorySearch.Fit> fits = search.find(history, false);
    return fits.isEmpty() && content.mayLackSubmodules() ? search.find(history, true) : fits;
  }

  private static String itsTime(List<HistorySearch.Fit> fits, HistorySearch.Fit best) {
    long others =
        fits.stream()
            .filter(HistorySearch.Fit::sameTime)
            .map(HistorySearch.Fit::commit)
            .filter(commit -> !commit.equals(best.commit()))
            .distinct()
            .count();
    String time = "its time, which is that of the files";
    if (others == 0) {
      return time;
    }
    return time
        + (others == 1 ? " (another commit has" : " (" + others + " others have")
        + " it too)";
  }

  /**
   * A commit that fits and what speaks for it. The tree weighs most, then the time, then what both
   * share, then a name that means it, and at last a ref that leads to it.
   */
  private record Candidate(
      HistorySearch.Fit fit, Overlap.Shared shared, boolean named, boolean hasRef) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparing((Candidate candidate) -> candidate.fit.sameTree())
            .thenComparing(candidate -> candidate.fit.sameTime())
            .thenComparing(Candidate::shared)
            .thenComparing(Candidate::named)
            .thenComparing(Candidate::hasRef)
            .thenComparing(candidate -> candidate.fit.commit(), Comparator.reverseOrder());
  }

  private Optional<HistorySearch.Fit> best(
      List<HistorySearch.Fit> fits, Map<Oid, String> named, History history, Overlap overlap)
      throws IOException {
    Set<Oid> tips = all(history).keySet();
    List<Candidate> candidates = new ArrayList<>();
    for (HistorySearch.Fit fit : fits) {
      Oid commit = fit.commit();
      Overlap.Shared shared =
          fit.sameTree() ? Overlap.Shared.ALL : shared(commit, fit.tree(), history, overlap);
      if (shared.contents() > 0) {
        candidates.add(
            new Candidate(fit, shared, named.containsKey(commit), tips.contains(commit)));
      }
    }
    return candidates.stream().max(Candidate.ORDER).map(Candidate::fit);
  }

  private Optional<Found> nearest(Map<Oid, String> commits, History history, Overlap overlap)
      throws IOException {
    Found nearest = null;
    Overlap.Shared most = Overlap.Shared.NOTHING;
    try (ObjectReader reader = history.commits()) {
      for (Map.Entry<Oid, String> each : commits.entrySet()) {
        Oid commit = each.getKey();
        Overlap.Shared shared =
            shared(commit, CommitLinks.read(reader, commit).tree(), history, overlap);
        if (shared.compareTo(most) > 0) {
          most = shared;
          String percent = " (" + percent(shared.contents()) + " % in common)";
          nearest = new Found(commit, each.getValue() + percent);
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Returns a share as a number that is 0 for nothing and 100 for all, and for nothing else. */
  private static long percent(double share) {
    return share < 1 ? Longs.constrainToRange(Math.round(share * 100), 1, 99) : 100;
  }

  private static Overlap.Shared shared(Oid commit, Oid tree, History history, Overlap overlap)
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
