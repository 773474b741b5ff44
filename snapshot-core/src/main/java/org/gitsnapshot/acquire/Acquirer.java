package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.progress.Event;

/**
 * Gets commits from wherever a pin says they are, and finds out which commit a name means.
 *
 * <pre>{@code
 * try (Acquirer acquirer = new Acquirer(AcquireOptions.of(cache));
 *     ObjectStore store = acquirer.acquire(pin.urls(), pin.commit(), pin.ref())) {
 *   …
 * }
 * }</pre>
 *
 * <p>A URL is one of {@code https}, {@code http}, {@code ssh}, {@code git} or {@code file}, of the
 * form {@code user@host:path}, the path of a repository, or the path of a bundle. A repository on
 * disk is read where it is and never written to; everything else goes through the cache, which any
 * number of processes may share. No configuration of git's is read, no program is run, nobody is
 * asked for a password.
 *
 * <p>Thread-safe. The stores it gave out outlive it.
 */
public final class Acquirer implements AutoCloseable {
  private final Sources sources;
  private final Rounds rounds;
  private final AcquireListener listener;

  /** Creates one; nothing is opened until something is asked for. */
  public Acquirer(AcquireOptions options) {
    this.sources = new Sources(options);
    this.rounds = new Rounds(options.retries(), options.listener());
    this.listener = options.listener();
  }

  /**
   * Gets a commit with everything its tree needs, but not its history.
   *
   * <p>Repositories on disk and the cache are looked at first, then each URL is tried in order.
   *
   * @param urls where it may be; at least one
   * @param commit its full id
   * @param ref a tag, branch or full ref name that may lead to it, for servers that give nothing by
   *     id
   * @return its objects, to be closed by the caller
   * @throws UnavailableException if no URL has it; the message says for each why
   * @throws InvalidInputException if a URL is malformed or the id is that of another kind of object
   * @throws SnapshotException if there is only one URL, of the kind that fits
   * @throws org.gitsnapshot.error.UnsupportedException if the id is one of SHA-256
   * @throws org.gitsnapshot.error.OutputException if the cache cannot be written
   */
  public ObjectStore acquire(List<String> urls, Oid commit, Optional<String> ref)
      throws IOException {
    Revision.requireSha1(commit);
    return get(urls, commit, "commit", source -> source.fetch(commit, ref));
  }

  /**
   * Gets a commit as {@link #acquire} does, for somebody who reads all of it at once: with a
   * repository on disk as the only place, what it lacks shows in the reading.
   *
   * @throws IOException as {@link #acquire} does
   */
  public ObjectStore acquireToRead(List<String> urls, Oid commit, Optional<String> ref)
      throws IOException {
    List<Source> places = sources.of(urls);
    if (places.size() > 1) {
      return acquire(urls, commit, ref);
    }
    Revision.requireSha1(commit);
    return rounds.first(
        "cannot get commit " + commit,
        places,
        source -> told(source.only(commit, ref), source, commit, "commit"));
  }

  /** What is done with a commit that was got. */
  public interface Use<T> {
    /**
     * Does it.
     *
     * @param store has the commit and all its tree needs; not for closing
     */
    T of(ObjectStore store) throws IOException;
  }

  /**
   * Gets a commit as {@link #acquireToRead} does, and does something with it. Both once more, from
   * the start, if that fails and what the cache has of it proved damaged, or was made anew by
   * somebody else.
   *
   * @return what the use returns
   * @throws IOException as {@link #acquire} does, or what the use throws
   */
  public <T> T use(List<String> urls, Oid commit, Optional<String> ref, Use<T> use)
      throws IOException {
    for (boolean again = false; ; again = true) {
      ObjectStore store =
          again ? acquireAgain(urls, commit, ref) : acquireToRead(urls, commit, ref);
      try (store) {
        return use.of(store);
      } catch (IOException failed) {
        if (again || !store.isSuperseded() || Thread.currentThread().isInterrupted()) {
          throw failed;
        }
        listener.event(
            Event.warn("cache-damaged")
                .with("commit", commit)
                .with("why", Explanation.of(failed).message()));
      }
    }
  }

  /** Whoever hears that a server is down should know why it was needed. */
  private ObjectStore acquireAgain(List<String> urls, Oid commit, Optional<String> ref)
      throws IOException {
    try {
      return acquireToRead(urls, commit, ref);
    } catch (SnapshotException failed) {
      throw failed.in("what the cache has is damaged");
    }
  }

  /**
   * Gets a commit and its trees, which say everything of its files but their bytes.
   *
   * <p>Repositories on disk are read where they are, and what the cache has of whole commits is
   * used; else a server is asked for the commit without files and history, and one that cannot do
   * that for the commit with its files. Commits without files have a place of their own in the
   * cache, so {@link #acquire} never takes one for complete. Whether the store has a blob is left
   * open.
   *
   * @param urls where it may be; at least one
   * @param commit its full id
   * @return its objects, to be closed by the caller
   * @throws UnavailableException if no URL has it; the message says for each why
   * @throws InvalidInputException if a URL is malformed or the id is that of another kind of object
   * @throws SnapshotException if there is only one URL, of the kind that fits
   * @throws org.gitsnapshot.error.UnsupportedException if the id is one of SHA-256
   * @throws org.gitsnapshot.error.OutputException if the cache cannot be written
   */
  public ObjectStore trees(List<String> urls, Oid commit) throws IOException {
    Revision.requireSha1(commit);
    return get(urls, commit, "trees", source -> source.trees(commit));
  }

  private interface Fetch {
    ObjectStore from(Source source) throws IOException;
  }

  /** Takes the first place that has the whole commit at hand, else the first that gives it. */
  private ObjectStore get(List<String> urls, Oid commit, String what, Fetch fetch)
      throws IOException {
    List<Source> candidates = sources.of(urls);
    for (Source source : candidates) {
      Optional<ObjectStore> found = find(source, commit);
      if (found.isPresent()) {
        listener.event(acquired(source, commit, what));
        return found.get();
      }
    }
    return rounds.first(
        "cannot get commit " + commit,
        candidates,
        source -> told(fetch.from(source), source, commit, what));
  }

  private static Event acquired(Source source, Oid commit, String what) {
    return Event.info("acquired")
        .with("what", what)
        .with("commit", commit)
        .with("url", source.url());
  }

  /** Tells that something was had, and returns it. */
  private <T> T told(T got, Source source, Oid commit, String what) {
    listener.event(acquired(source, commit, what));
    return got;
  }

  /**
   * Opens a repository with its refs and what they lead to, for what cannot be known from a commit
   * alone.
   *
   * <p>A repository on disk shows itself as it is. A bundle has the refs in its header; its HEAD is
   * taken to be symbolic for the branch of the same id if there is exactly one. A server shows what
   * {@code git clone --bare} would get from it now: branches, tags and HEAD; offline, what it had
   * when it was last asked. Servers are asked for their refs here, and for more by the methods of
   * {@link History} that need it.
   *
   * <p>Places that are known to have the commit come first, then each URL in order. What one of
   * them cannot give when it is asked for, is asked of the others, and again of those that are down
   * or busy; then what is asked next is asked of who has answered.
   *
   * @param urls where the repository may be; at least one
   * @param commit the full id of the commit that will be asked about
   * @return the repository, to be closed by the caller
   * @throws UnavailableException if no URL has it; the message says for each why
   * @throws InvalidInputException if a URL is malformed
   * @throws SnapshotException if there is only one URL, of the kind that fits
   * @throws org.gitsnapshot.error.UnsupportedException if the id is one of SHA-256
   * @throws org.gitsnapshot.error.OutputException if the cache cannot be written
   */
  public History history(List<String> urls, Oid commit) throws IOException {
    Revision.requireSha1(commit);
    List<Source> candidates = new ArrayList<>(sources.of(urls));
    candidates.sort(Comparator.comparing(source -> !has(source, commit)));
    return FirstHistory.open(
        rounds,
        candidates,
        commit,
        source -> told(source.history(commit), source, commit, "history"));
  }

  /**
   * Returns the refs of the first place that gives them.
   *
   * @param urls the repository's places, tried in this order; at least one
   * @throws UnavailableException if none gives them; the message says for each why
   * @throws InvalidInputException if a URL is malformed
   */
  public RefList refs(List<String> urls) throws IOException {
    return rounds.first("cannot get the refs", sources.of(urls), Source::refs);
  }

  private static boolean has(Source source, Oid commit) {
    try {
      return source.has(commit);
    } catch (IOException reportedLater) {
      return false;
    }
  }

  /** What is wrong with a place is reported when it is that place's turn. */
  private static Optional<ObjectStore> find(Source source, Oid commit) throws IOException {
    try {
      return source.find(commit);
    } catch (InvalidInputException notACommit) {
      throw notACommit;
    } catch (SnapshotException reportedLater) {
      return Optional.empty();
    }
  }

  /**
   * Finds the commit that a revision names.
   *
   * <p>A revision is a full id, the short name of a tag or a branch, a full ref name, {@code HEAD},
   * or the first four or more digits of an id. Servers are asked for their refs and nothing is
   * fetched, except for what looks like an id's first digits: that takes the whole history.
   *
   * @param urls the repository's places, tried in this order; at least one
   * @throws UnavailableException if no URL knows it; the message says for each why
   * @throws InvalidInputException if it or a URL is malformed, or it is ambiguous or leads to what
   *     is not a commit
   */
  public ResolvedRef resolve(List<String> urls, String rev) throws IOException {
    Revision revision = Revision.parse(rev);
    Optional<Oid> id = revision.asFullId();
    List<Source> candidates = sources.of(urls);
    if (id.isPresent()) {
      return new ResolvedRef(id.get(), ResolvedRef.Kind.COMMIT_ID, rev, candidates.get(0).url());
    }
    return rounds.first(
        "cannot find out which commit " + rev + " is",
        candidates,
        source -> {
          ResolvedRef resolved = source.resolve(revision);
          listener.event(
              Event.info("resolved")
                  .with("revision", rev)
                  .with("commit", resolved.commit())
                  .with("url", source.url()));
          return resolved;
        });
  }

  /** Gives back what connections share. */
  @Override
  public void close() {
    sources.close();
  }
}
