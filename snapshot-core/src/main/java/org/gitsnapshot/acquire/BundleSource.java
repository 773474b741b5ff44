package org.gitsnapshot.acquire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.sha1.Sha1CollisionException;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;
import org.jspecify.annotations.Nullable;

/**
 * A git bundle. It is indexed into the cache once; the bundle's size and time of modification are
 * part of the key, so that a file changed in place is read anew.
 */
final class BundleSource implements Source {
  private static final String INDEXED = "bundle-indexed";

  private final String url;
  private final Path file;
  private final AcquireOptions options;

  BundleSource(String url, Path file, AcquireOptions options) {
    this.url = url;
    this.file = file;
    this.options = options;
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public Optional<ObjectStore> find(Oid commit) throws IOException {
    return cache().find(commit);
  }

  @Override
  public ObjectStore fetch(Oid commit, Optional<String> ref) throws IOException {
    CacheRepository cache = cache();
    return cache.write(
        options.listener(),
        repository -> {
          BundleHeader header = index(cache, repository);
          try {
            repository.requireComplete(commit, options.limits());
          } catch (UnavailableException incomplete) {
            throw explain(header, incomplete);
          }
          cache.record(commit);
          return repository.newStore();
        });
  }

  /** Does not record the commit: its blobs were not looked for. */
  @Override
  public ObjectStore trees(Oid commit) throws IOException {
    CacheRepository cache = cache();
    return cache.write(
        options.listener(),
        repository -> {
          BundleHeader header = index(cache, repository);
          try {
            repository.requireTrees(commit, options.limits());
          } catch (UnavailableException incomplete) {
            throw explain(header, incomplete);
          }
          return repository.newStore();
        });
  }

  @Override
  public boolean has(Oid commit) throws IOException {
    return cache().has(commit);
  }

  @Override
  public RefList refs() throws IOException {
    CacheRepository cache = cache();
    return cache.write(
        options.listener(), repository -> BundleRefs.of(index(cache, repository), repository));
  }

  @Override
  public History history(Oid commit) throws IOException {
    CacheRepository cache = cache();
    return cache.write(
        options.listener(),
        repository -> {
          BundleHeader header = index(cache, repository);
          if (!repository.has(commit)) {
            throw explain(
                header, new UnavailableException(url + " does not have commit " + commit, null));
          }
          return new FetchedHistory(repository.retain(), BundleRefs.of(header, repository));
        });
  }

  @Override
  public ResolvedRef resolve(Revision revision) throws IOException {
    CacheRepository cache = cache();
    return cache.write(
        options.listener(),
        repository -> {
          Map<String, Oid> refs = repository.peel(index(cache, repository).refsByText());
          ResolvedRef found =
              new RefLookup(url, refs::get, repository::commitsBeginningWith).find(revision);
          repository.requireCommit(found);
          return found;
        });
  }

  private CacheRepository cache() throws UnavailableException {
    String key;
    try {
      key = file + "\n" + Files.size(file) + "\n" + Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      throw new UnavailableException("cannot read bundle " + url + ": " + gone, null, gone);
    }
    // What it has is had from the bundle again without the network.
    AcquireOptions with = options.withOffline(false);
    return new CacheRepository(with, CacheName.of(String.valueOf(file.getFileName()), key), url);
  }

  /** Brings the bundle's objects into the cache, unless they are there. */
  private BundleHeader index(CacheRepository cache, OpenRepository repository) throws IOException {
    try (InputStream in = open()) {
      BundleHeader header = BundleHeader.read(in, url);
      if (!Files.exists(cache.note(INDEXED))) {
        options.listener().stage("indexing bundle " + url);
        indexPack(in, repository, header);
        cache.writeNote(INDEXED, "");
      }
      return header;
    }
  }

  private InputStream open() throws UnavailableException {
    try {
      return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    } catch (IOException failed) {
      throw new UnavailableException("cannot read bundle " + url + ": " + failed, null, failed);
    }
  }

  private void indexPack(InputStream in, OpenRepository repository, BundleHeader header)
      throws IOException {
    JGitProgress progress = new JGitProgress(options.listener());
    try (ObjectInserter inserter = repository.jgit().newObjectInserter()) {
      checkHeader(in);
      PackParser parser = inserter.newPackParser(in);
      parser.setAllowThin(true);
      parser.parse(progress, progress);
    } catch (SnapshotException ours) {
      throw ours;
    } catch (MissingObjectException thin) {
      if (header.prerequisites().isEmpty()) {
        throw damaged(
            "is damaged: an object is stored as a difference to one that is not there", thin);
      }
      throw missingPrerequisites(header, thin);
    } catch (EOFException cutOff) {
      throw damaged("is cut off", cutOff);
    } catch (Sha1CollisionException attack) {
      throw damaged("has an object that was made to share its id with another", attack);
    } catch (IOException bad) {
      Optional<OutputException> unwritten = CacheFailure.explain(repository.directory(), bad);
      if (unwritten.isPresent()) {
        throw unwritten.get();
      }
      Optional<LimitExceededException> tooLarge = PackTooLarge.explain("bundle " + url, bad);
      if (tooLarge.isPresent()) {
        throw tooLarge.get();
      }
      throw damaged("is damaged: " + bad.getMessage(), bad);
    } catch (RuntimeException stumbled) {
      // Over a difference that does not fit what it is made to, for one.
      throw damaged("is damaged", stumbled);
    } catch (OutOfMemoryError tooLarge) {
      throw PackTooLarge.outOfMemory("bundle " + url, tooLarge);
    }
  }

  private void checkHeader(InputStream in) throws IOException {
    in.mark(PackHeader.LENGTH);
    byte[] first = in.readNBytes(PackHeader.LENGTH);
    in.reset();
    PackHeader header = new PackHeader();
    header.take(first, 0, first.length);
    if (header.isComplete()) {
      header.check("bundle " + url, options.limits());
    }
  }

  /** Says what a commit's absence has to do with how the bundle was made. */
  private UnavailableException explain(BundleHeader header, UnavailableException incomplete) {
    if (!header.prerequisites().isEmpty()) {
      return missingPrerequisites(header, incomplete);
    }
    return header
        .filter()
        .map(
            filter ->
                new UnavailableException(
                    "bundle " + url + " was made with --filter=" + filter + " and lacks objects",
                    "make it without a filter",
                    incomplete))
        .orElse(incomplete);
  }

  private UnavailableException missingPrerequisites(
      BundleHeader header, @Nullable Throwable cause) {
    String needed =
        header.prerequisites().stream().limit(3).map(Oid::hex).collect(Collectors.joining(", "));
    return new UnavailableException(
        "bundle " + url + " is an increment: it builds on " + needed + ", which it does not have",
        "make it of the whole history, or use a full repository",
        cause);
  }

  private CorruptObjectException damaged(String how, Throwable cause) {
    return new CorruptObjectException("bundle " + url + " " + how, "get it again", cause);
  }
}
