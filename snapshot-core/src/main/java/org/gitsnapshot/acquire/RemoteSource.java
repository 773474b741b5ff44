package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;

/**
 * A repository on a server, fetched into the cache.
 *
 * <p>Up to four repositories of the cache belong to it. One has single commits without their
 * history; the second, made only when nothing less will do, has all branches and tags. They are
 * kept apart because a history that is cut off at some commits cannot be asked which commit begins
 * with some digits. The third has the history without trees and files; see {@link HistoryCache}.
 * The fourth has commits with their trees, without files.
 */
final class RemoteSource implements Source {
  private final RemoteUrl url;
  private final RemoteServer server;
  private final AcquireOptions options;
  private final CacheRepository snapshots;
  private final CacheRepository history;
  private final CacheRepository trees;
  private final HistoryCache historyCache;

  RemoteSource(RemoteUrl url, RemoteServer server, AcquireOptions options)
      throws UnavailableException {
    this.url = url;
    this.server = server;
    this.options = options;
    this.snapshots = new CacheRepository(options, url.cacheName(), url.display());
    this.history = new CacheRepository(options, url.cacheName() + ".history", url.display());
    this.trees = new CacheRepository(options, url.cacheName() + ".trees", url.display());
    this.historyCache = new HistoryCache(url, server, options, snapshots, history);
  }

  @Override
  public String url() {
    return url.display();
  }

  @Override
  public Optional<ObjectStore> find(Oid commit) throws IOException {
    Optional<ObjectStore> found = snapshots.find(commit);
    return found.isPresent() ? found : history.find(commit);
  }

  @Override
  public ObjectStore fetch(Oid commit, Optional<String> ref) throws IOException {
    if (options.offline()) {
      throw offline("is not in the cache");
    }
    Optional<ObjectStore> alone =
        snapshots.write(options.listener(), into -> fetchAlone(into, commit, ref));
    if (alone.isPresent()) {
      return alone.get();
    }
    return history.write(options.listener(), into -> fetchWithHistory(into, commit));
  }

  /** Tries to get the commit without its history; empty if the server does not give it so. */
  private Optional<ObjectStore> fetchAlone(OpenRepository into, Oid commit, Optional<String> ref)
      throws IOException {
    // Whoever had the lock before may have fetched it.
    Optional<ObjectStore> found = find(commit);
    if (found.isPresent()) {
      return found;
    }
    if (fetchOne(into, commit, commit)) {
      return Optional.of(into.newStore());
    }
    for (Oid object : candidates(server.refs(), commit, ref)) {
      if (fetchOne(into, object, commit)) {
        return Optional.of(into.newStore());
      }
    }
    return Optional.empty();
  }

  private boolean fetchOne(OpenRepository into, Oid object, Oid commit) throws IOException {
    try {
      server.fetchOne(into.jgit(), object);
    } catch (FetchRefusedException refused) {
      return false;
    }
    try {
      into.requireComplete(commit, options.limits());
    } catch (UnavailableException incomplete) {
      return false;
    }
    snapshots.record(commit);
    return true;
  }

  /** Returns what may be asked for to get the commit: refs that lead to it, the given one first. */
  private Set<Oid> candidates(
      Map<String, RemoteServer.Advertised> refs, Oid commit, Optional<String> ref)
      throws UnavailableException {
    requireRefs(refs);
    Set<Oid> objects = new LinkedHashSet<>();
    if (ref.isPresent()) {
      for (String prefix : new String[] {"", "refs/tags/", "refs/heads/", "refs/"}) {
        RemoteServer.Advertised given = refs.get(prefix + ref.get());
        if (given != null && given.peeled().equals(commit)) {
          objects.add(given.object());
        }
      }
    }
    for (RemoteServer.Advertised advertised : refs.values()) {
      if (advertised.peeled().equals(commit)) {
        objects.add(advertised.object());
      }
    }
    objects.remove(commit); // Which was asked for already.
    return objects;
  }

  private void requireRefs(Map<String, RemoteServer.Advertised> refs) throws UnavailableException {
    if (refs.isEmpty()) {
      throw new UnavailableException(url.display() + ": the repository is empty", null);
    }
  }

  private ObjectStore fetchWithHistory(OpenRepository into, Oid commit) throws IOException {
    Optional<ObjectStore> found = history.find(commit);
    if (found.isPresent()) {
      return found.get();
    }
    fetchAll(into);
    if (!into.has(commit)) {
      boolean promised =
          server.refs().values().stream().anyMatch(ref -> ref.peeled().equals(commit));
      throw promised
          ? new UnavailableException(
              url.display()
                  + ": the server does not give commit "
                  + commit
                  + ", to which its refs lead",
              "run again; if it stays so, its repository is damaged: add a URL that has the commit")
          : new UnavailableException(
              url.display() + ": no branch or tag leads to commit " + commit,
              "check the id and the URL, or add a URL that has it");
    }
    try {
      into.requireComplete(commit, options.limits());
    } catch (UnavailableException incomplete) {
      throw new UnavailableException(
          incomplete.getMessage(),
          "remove "
              + history.directory()
              + ", and run again; if it stays so, add a URL that has the commit",
          incomplete);
    }
    history.record(commit);
    return into.newStore();
  }

  private void fetchAll(OpenRepository into) throws IOException {
    try {
      server.fetchAll(into.jgit());
    } catch (FetchRefusedException refused) {
      throw refused.explanation();
    }
  }

  @Override
  public ObjectStore trees(Oid commit) throws IOException {
    Optional<ObjectStore> found = trees.find(commit);
    if (found.isPresent()) {
      return found.get();
    }
    if (options.offline()) {
      throw offline("is not in the cache");
    }
    Optional<ObjectStore> alone = trees.write(options.listener(), into -> treesAlone(into, commit));
    return alone.isPresent() ? alone.get() : fetch(commit, Optional.empty());
  }

  /** Tries to get a commit without its files; empty if the server does not give it so. */
  private Optional<ObjectStore> treesAlone(OpenRepository into, Oid commit) throws IOException {
    Optional<ObjectStore> found = trees.find(commit);
    if (found.isPresent()) {
      return found;
    }
    try {
      server.fetchTrees(into.jgit(), commit);
    } catch (FetchRefusedException refused) {
      return Optional.empty();
    }
    into.requireTrees(commit, options.limits());
    trees.record(commit);
    return Optional.of(into.newStore());
  }

  @Override
  public boolean has(Oid commit) throws IOException {
    return snapshots.has(commit) || historyCache.has(commit);
  }

  @Override
  public RefList refs() throws IOException {
    return historyCache.refs();
  }

  @Override
  public History history(Oid commit) throws IOException {
    return new RemoteHistory(this, historyCache, historyCache.refs(), commit);
  }

  @Override
  public ResolvedRef resolve(Revision revision) throws IOException {
    if (options.offline()) {
      return resolveOffline(revision);
    }
    Map<String, RemoteServer.Advertised> refs = server.refs();
    requireRefs(refs);
    Map<String, Oid> peeled =
        refs.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, ref -> ref.getValue().peeled()));
    return new RefLookup(url.display(), peeled::get, this::commitsBeginningWith).find(revision);
  }

  private Collection<Oid> commitsBeginningWith(String digits) throws IOException {
    return history.write(
        options.listener(),
        into -> {
          fetchAll(into);
          return into.commitsBeginningWith(digits);
        });
  }

  private ResolvedRef resolveOffline(Revision revision) throws IOException {
    if (!history.exists()) {
      throw offline("cannot be asked what " + revision.text() + " is");
    }
    try (OpenRepository repository = history.open()) {
      return repository.resolve(revision);
    } catch (UnavailableException unknown) {
      throw offline("has no " + revision.text() + " in the cache");
    }
  }

  private SnapshotException offline(String what) {
    return new UnavailableException(
        url.display() + " " + what + ", and --offline forbids the network",
        "run without --offline");
  }
}
