package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.acquire.RemoteServer.Extent;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.gitsnapshot.output.PlainFile;

/**
 * What the cache has of a server's history, and getting what it lacks.
 *
 * <p>A repository with tags and commits alone, where the server gives them so, is much smaller than
 * one with everything: no trees, no files. It has a directory of its own, since everything else
 * here may believe that what a commit needs is there.
 */
final class HistoryCache {
  /** What the server said of its refs. */
  static final String REFS = "advertised-refs";

  private final RemoteUrl url;
  private final RemoteServer server;
  private final AcquireOptions options;
  private final CacheRepository snapshots;
  private final CacheRepository everything;
  private final CacheRepository commits;

  /**
   * Names the places of one server.
   *
   * @param snapshots keeps what the server said of its refs
   * @param everything has the whole history, if it was ever needed
   * @throws UnavailableException if there is no cache
   */
  HistoryCache(
      RemoteUrl url,
      RemoteServer server,
      AcquireOptions options,
      CacheRepository snapshots,
      CacheRepository everything)
      throws UnavailableException {
    this.url = url;
    this.server = server;
    this.options = options;
    this.snapshots = snapshots;
    this.everything = everything;
    this.commits = new CacheRepository(options, url.cacheName() + ".commits", url.display());
  }

  /** Returns whether a commit is there without asking anybody. */
  boolean has(Oid commit) throws IOException {
    return everything.has(commit) || commits.has(commit);
  }

  /** Returns the branches and tags that the server has now; offline, when it was last asked. */
  RefList refs() throws IOException {
    if (!options.offline()) {
      RefList refs = server.branchesAndTags();
      if (refs.refs().isEmpty() && refs.head().isEmpty()) {
        throw new UnavailableException(url.display() + ": the repository is empty", null);
      }
      String text = AdvertisedRefs.toText(refs);
      return snapshots.write(
          options.listener(),
          unused -> {
            snapshots.writeNote(REFS, text);
            return refs;
          });
    }
    try {
      byte[] text = PlainFile.read(snapshots.note(REFS));
      return AdvertisedRefs.fromText(new String(text, StandardCharsets.UTF_8));
    } catch (OutputException pipe) {
      throw pipe;
    } catch (IOException | IllegalArgumentException none) {
      throw offline("was never asked for its refs");
    }
  }

  /**
   * Returns a repository with all tags and commits that refs lead to, to be closed by the caller.
   *
   * @param commit wanted too, if the server gives it
   */
  OpenRepository withCommits(RefList refs, Oid commit) throws IOException {
    Optional<OpenRepository> known = find(everything, Extent.EVERYTHING, refs, commit);
    if (known.isEmpty()) {
      known = find(commits, Extent.COMMITS, refs, commit);
    }
    if (known.isPresent()) {
      return known.get();
    }
    requireOnline();
    try {
      return commits.write(
          options.listener(),
          into -> {
            if (!commits.hasHistory(tips(refs))) {
              server.fetchAllCommits(into.jgit());
            }
            return finish(commits, into, refs, commit, Extent.COMMITS);
          });
    } catch (FetchRefusedException refused) {
      return withEverything(refs, commit);
    }
  }

  /**
   * Returns a repository with everything that refs lead to, to be closed by the caller.
   *
   * @param commit wanted too, if the server gives it
   */
  OpenRepository withEverything(RefList refs, Oid commit) throws IOException {
    Optional<OpenRepository> known = find(everything, Extent.EVERYTHING, refs, commit);
    if (known.isPresent()) {
      return known.get();
    }
    requireOnline();
    try {
      return everything.write(
          options.listener(),
          into -> {
            if (!everything.hasHistory(tips(refs))) {
              server.fetchAll(into.jgit());
            }
            return finish(everything, into, refs, commit, Extent.EVERYTHING);
          });
    } catch (FetchRefusedException refused) {
      throw refused.explanation();
    }
  }

  private OpenRepository finish(
      CacheRepository cache, OpenRepository into, RefList refs, Oid commit, Extent extent)
      throws IOException {
    if (!hasTips(into, refs)) {
      if (cache.hasHistory(tips(refs))) {
        cache.damaged(); // So nothing was fetched.
      }
      throw new UnavailableException(
          url.display() + ": its refs changed while they were fetched", AnswerFault.AGAIN);
    }
    if (refs.head().isPresent()) {
      fetchMissing(into, refs.head().get().target(), extent);
    }
    fetchMissing(into, commit, extent);
    cache.recordHistory(tips(refs));
    return into.retain();
  }

  /** Gets what no branch or tag leads to: a detached HEAD, or a commit that is known by its id. */
  private void fetchMissing(OpenRepository into, Oid commit, Extent extent) throws IOException {
    if (into.has(commit)) {
      return;
    }
    try {
      server.fetchHistoryOf(into.jgit(), commit, extent);
    } catch (FetchRefusedException unreachable) {
      throw new UnavailableException(
          url.display() + ": no branch or tag leads to commit " + commit,
          "check the id and the URL, or add a URL that has it",
          unreachable);
    }
  }

  private static Optional<OpenRepository> find(
      CacheRepository cache, Extent extent, RefList refs, Oid commit) throws IOException {
    // With everything that the refs lead to, unless their server leaves out parents itself.
    boolean complete = extent == Extent.EVERYTHING && !Files.exists(cache.note("shallow"));
    return cache.read(
        complete,
        repository -> {
          if (!cache.hasHistory(tips(refs))) {
            return Optional.empty();
          }
          if (!hasTips(repository, refs)) {
            cache.damaged();
            return Optional.empty();
          }
          return repository.has(commit) ? Optional.of(repository.retain()) : Optional.empty();
        });
  }

  /**
   * That these are there says not that all is that they lead to: a server of plain files gives the
   * newest commits first, and a fetch from one may have been killed.
   */
  private static Set<Oid> tips(RefList refs) {
    Set<Oid> tips = new LinkedHashSet<>();
    refs.refs().forEach(ref -> tips.add(ref.target()));
    refs.head().ifPresent(head -> tips.add(head.target()));
    return tips;
  }

  private static boolean hasTips(OpenRepository repository, RefList refs) throws IOException {
    for (NamedRef ref : refs.refs()) {
      if (!repository.has(ref.target())) {
        return false;
      }
    }
    return true;
  }

  private void requireOnline() throws UnavailableException {
    if (options.offline()) {
      throw offline("has not its whole history in the cache");
    }
  }

  private UnavailableException offline(String what) {
    return new UnavailableException(
        url.display() + " " + what + ", and --offline forbids the network",
        "run without --offline");
  }
}
