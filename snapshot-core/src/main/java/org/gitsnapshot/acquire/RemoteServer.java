package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.TransportProtocol;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.HermeticGit;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.progress.Event;

/**
 * One server's repository: what it advertises, and fetching from it. Every call is a connection.
 */
final class RemoteServer {
  private static final List<RefSpec> HEADS_AND_TAGS =
      List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

  static {
    // JGit's transports know of each other: two threads that load the class of all and that of one
    // at the same time would wait for each other for ever.
    List<TransportProtocol> unused = Transport.getTransportProtocols();
  }

  private final RemoteUrl url;
  private final AcquireOptions options;
  private final Supplier<SshAccess> ssh;

  /**
   * Names a server; nothing is opened yet.
   *
   * @param ssh asked for what makes its sessions, if it is a server of ssh
   */
  RemoteServer(RemoteUrl url, AcquireOptions options, Supplier<SshAccess> ssh) {
    this.url = url;
    this.options = options;
    this.ssh = ssh;
  }

  /**
   * Something a server advertises.
   *
   * @param object what the ref points to
   * @param peeled what that leads to if it is an annotated tag, else the object itself
   */
  record Advertised(Oid object, Oid peeled) {}

  /**
   * Returns all refs that the server advertises, by full name, HEAD among them.
   *
   * @throws SnapshotException if it cannot be asked
   */
  Map<String, Advertised> refs() throws SnapshotException {
    options.listener().stage("asking " + url.display() + " for its refs");
    HermeticGit.prepare();
    // A server of plain files is read through a repository; none on disk is needed.
    ServerWatch watch = watch();
    try (watch;
        Repository nowhere = new InMemoryRepository(new DfsRepositoryDescription())) {
      return refs(nowhere, watch);
    } catch (OutOfMemoryError tooMany) {
      throw tooManyRefs(tooMany);
    } catch (NotSupportedException | TransportException | RuntimeException failed) {
      if (namesObjectsBySha256(failed)) {
        throw new UnsupportedException(
            url.display() + ": the repository names its objects by sha256, which JGit cannot read",
            "use a SHA-1 copy of it");
      }
      throw RemoteFailure.explain(url, failed, options, watch);
    }
  }

  private ServerWatch watch() {
    return new ServerWatch(url.display(), options);
  }

  private SnapshotException tooManyRefs(OutOfMemoryError tooMany) {
    if (Explanation.isAboutThreads(tooMany)) {
      throw tooMany;
    }
    return new LimitExceededException(
        url.display() + " has more refs than memory can hold",
        "give the JVM a larger heap with -Xmx");
  }

  private Map<String, Advertised> refs(Repository nowhere, ServerWatch watch)
      throws NotSupportedException, TransportException {
    try (Transport transport = open(nowhere, watch);
        FetchConnection connection = transport.openFetch()) {
      return collect(connection.getRefs());
    }
  }

  /**
   * Finds out whether a server failed because of its ids. In protocol 2 it breaks off when it is
   * not asked for them, which JGit cannot; in protocol 0 it shows them unasked.
   */
  private boolean namesObjectsBySha256(Exception failed) {
    if (RemoteFailure.showsIdOfSha256(failed)) {
      return true;
    }
    if (!RemoteFailure.brokeOff(failed)) {
      return false;
    }
    try (ServerWatch watch = watch();
        Repository nowhere = new InMemoryRepository(new DfsRepositoryDescription())) {
      nowhere.getConfig().setInt("protocol", null, "version", 0);
      Map<String, Advertised> unused = refs(nowhere, watch);
      return false;
    } catch (NotSupportedException | TransportException | RuntimeException again) {
      return RemoteFailure.showsIdOfSha256(again);
    }
  }

  /**
   * Returns branches, tags and HEAD as {@code git clone --bare} would make them.
   *
   * @throws SnapshotException if the server cannot be asked
   */
  RefList branchesAndTags() throws SnapshotException {
    options.listener().stage("asking " + url.display() + " for its branches and tags");
    HermeticGit.prepare();
    ServerWatch watch = watch();
    try (watch;
        Repository nowhere = new InMemoryRepository(new DfsRepositoryDescription());
        Transport transport = open(nowhere, watch);
        FetchConnection connection = transport.openFetch(HEADS_AND_TAGS, Constants.HEAD)) {
      return AdvertisedRefs.asCloned(connection.getRefs(), watch.names());
    } catch (OutOfMemoryError tooMany) {
      throw tooManyRefs(tooMany);
    } catch (NotSupportedException | TransportException | RuntimeException failed) {
      throw RemoteFailure.explain(url, failed, options, watch);
    }
  }

  private static Map<String, Advertised> collect(Collection<Ref> refs) {
    Map<String, Advertised> advertised = new TreeMap<>();
    for (Ref ref : refs) {
      ObjectId object = ref.getObjectId();
      if (object != null) {
        ObjectId peeled = ref.getPeeledObjectId() == null ? object : ref.getPeeledObjectId();
        advertised.put(
            ref.getName(),
            new Advertised(OpenRepository.toOid(object), OpenRepository.toOid(peeled)));
      }
    }
    return advertised;
  }

  /**
   * Fetches one object with all that it needs, and of commits not their history.
   *
   * @throws FetchRefusedException if the server was reached but did not give it
   * @throws SnapshotException if it could not be reached
   */
  void fetchOne(Repository into, Oid object) throws IOException {
    options.listener().stage("fetching " + object + " from " + url.display());
    fetch(into, List.of(new RefSpec(object.hex())), Extent.ONE_COMMIT);
  }

  /**
   * Fetches one commit with its trees, without its files and its history.
   *
   * @throws FetchRefusedException if the server was reached but did not give them so
   * @throws SnapshotException if it could not be reached
   */
  void fetchTrees(Repository into, Oid commit) throws IOException {
    options.listener().stage("fetching the trees of " + commit + " from " + url.display());
    fetch(into, List.of(new RefSpec(commit.hex())), Extent.TREES);
  }

  /**
   * Fetches all branches and tags with their whole history, and forgets those that are gone.
   *
   * @throws FetchRefusedException if the server was reached but did not give them
   * @throws SnapshotException if it could not be reached
   */
  void fetchAll(Repository into) throws IOException {
    options.listener().stage("fetching all branches and tags of " + url.display());
    fetch(into, HEADS_AND_TAGS, Extent.EVERYTHING);
  }

  /**
   * Fetches all branches and tags with their whole history, but of it tags and commits only; and
   * forgets those that are gone.
   *
   * @throws FetchRefusedException if the server was reached but did not give them so
   * @throws SnapshotException if it could not be reached
   */
  void fetchAllCommits(Repository into) throws IOException {
    options.listener().stage("fetching tags and commits of " + url.display());
    fetch(into, HEADS_AND_TAGS, Extent.COMMITS);
  }

  /**
   * Fetches the history of a commit that no branch or tag leads to.
   *
   * @throws FetchRefusedException if the server was reached but did not give it
   * @throws SnapshotException if it could not be reached
   */
  void fetchHistoryOf(Repository into, Oid commit, Extent extent) throws IOException {
    options.listener().stage("fetching the history of " + commit + " from " + url.display());
    fetch(into, List.of(new RefSpec(commit.hex())), extent);
  }

  /** How much a fetch brings. */
  enum Extent {
    /** One commit with its files. */
    ONE_COMMIT,
    /** One commit with its trees alone. */
    TREES,
    /** A history without trees and files. */
    COMMITS,
    /** A history with everything. */
    EVERYTHING
  }

  private void fetch(Repository into, List<RefSpec> what, Extent extent) throws IOException {
    JGitProgress progress = new JGitProgress(options.listener());
    ServerWatch watch = watch();
    try (watch;
        NoFetchHead unused = new NoFetchHead(into.getDirectory().toPath());
        Transport transport = open(into, watch)) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setRemoveDeletedRefs(what.equals(HEADS_AND_TAGS));
      if (extent == Extent.ONE_COMMIT) {
        transport.setDepth(1);
      } else if (extent == Extent.TREES) {
        transport.setDepth(1);
        transport.setFilterSpec(FilterSpec.fromFilterLine("blob:none"));
      } else if (extent == Extent.COMMITS) {
        transport.setFilterSpec(FilterSpec.fromFilterLine("tree:0"));
      }
      long begin = System.nanoTime();
      transport.fetch(progress, what);
      options
          .listener()
          .event(
              Event.info("transfer")
                  .with("url", url.display())
                  .with("what", extent.name().toLowerCase(Locale.ROOT))
                  .with("objects", progress.objects())
                  .with("seconds", (System.nanoTime() - begin) / 1_000_000_000));
    } catch (OutOfMemoryError tooLarge) {
      throw PackTooLarge.outOfMemory(url.display(), tooLarge);
    } catch (NotSupportedException | TransportException | RuntimeException failed) {
      Optional<OutputException> unwritten =
          CacheFailure.explain(into.getDirectory().toPath(), failed);
      if (unwritten.isPresent()) {
        throw unwritten.get();
      }
      Optional<LimitExceededException> tooLarge = PackTooLarge.explain(url.display(), failed);
      if (tooLarge.isPresent()) {
        throw tooLarge.get();
      }
      Optional<SnapshotException> ours = RemoteFailure.ours(failed, watch);
      if (ours.isPresent()) {
        throw ours.get();
      }
      // Once objects come in, what breaks off is the transfer, and asking otherwise costs more.
      if (!progress.hasBegun() && RemoteFailure.wasReached(failed)) {
        throw new FetchRefusedException(RemoteFailure.explain(url, failed, options, watch));
      }
      throw RemoteFailure.explain(url, failed, options, watch);
    }
  }

  private Transport open(Repository local, ServerWatch watch)
      throws NotSupportedException, TransportException {
    if (url.isGitProtocol()) {
      return new GitProtocolTransport(local, url.jgit(), 1000 * options.timeoutSeconds(), watch);
    }
    // In memory alone.
    int redirects = (int) options.limits().of(Limit.REDIRECTS);
    local.getConfig().setInt("http", null, "maxRedirects", redirects);
    Transport transport = Transport.open(local, url.jgit());
    transport.setTimeout(options.timeoutSeconds());
    transport.setCredentialsProvider(null);
    if (transport instanceof SshTransport secure) {
      secure.setSshSessionFactory(new WatchedSessions(ssh.get(), watch));
    }
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(new ProxiedConnections(options, watch, Origin.of(url.jgit())));
    }
    return transport;
  }
}
