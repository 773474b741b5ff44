package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.gitsnapshot.objects.TagObject;
import org.jspecify.annotations.Nullable;

/** A server's repository, of which each question fetches what it needs. Thread-safe. */
final class RemoteHistory implements History {
  private final RemoteSource source;
  private final HistoryCache cache;
  private final RefList refs;
  private final Oid commit;
  private final List<ObjectStore> stores = new ArrayList<>();
  private @Nullable RefList proved;
  private @Nullable OpenRepository commits;
  private @Nullable OpenRepository everything;

  RemoteHistory(RemoteSource source, HistoryCache cache, RefList refs, Oid commit) {
    this.source = source;
    this.cache = cache;
    this.refs = refs;
    this.commit = commit;
  }

  @Override
  public RefList refs() {
    return refs;
  }

  @Override
  public synchronized RefList provedRefs() throws IOException {
    if (proved == null) {
      try (ObjectReader reader = commits()) {
        List<NamedRef> all = new ArrayList<>();
        for (NamedRef ref : refs.refs()) {
          all.add(proved(ref, reader));
        }
        Optional<NamedRef> head = refs.head();
        if (head.isPresent()) {
          head = Optional.of(proved(head.get(), reader));
        }
        proved = new RefList(all, head, refs.headName());
      }
    }
    return proved;
  }

  private static NamedRef proved(NamedRef ref, ObjectReader reader) throws IOException {
    try {
      return new NamedRef(ref.name(), ref.target(), TagObject.peel(reader, ref.target()));
    } catch (UnavailableException noCommit) {
      // A tree or a file, which is not fetched with the commits.
      return ref;
    }
  }

  @Override
  public ObjectReader commits() throws IOException {
    return allCommits().newReader();
  }

  @Override
  public boolean isShallow() throws IOException {
    return allCommits().isShallow();
  }

  private synchronized OpenRepository allCommits() throws IOException {
    if (commits == null) {
      commits = cache.withCommits(refs, commit);
    }
    return commits;
  }

  @Override
  public synchronized ObjectReader snapshot(Oid wanted) throws IOException {
    Optional<ObjectStore> known = source.find(wanted);
    ObjectStore store = known.isPresent() ? known.get() : source.fetch(wanted, Optional.empty());
    stores.add(store);
    return store.newReader();
  }

  @Override
  public long packedObjects() throws IOException {
    return everything().ids().countDistinct();
  }

  @Override
  public int uniqueDigits(Oid id, int least) throws IOException {
    return everything().ids().uniqueDigits(id, least);
  }

  private synchronized OpenRepository everything() throws IOException {
    if (everything == null) {
      everything = cache.withEverything(refs, commit);
    }
    return everything;
  }

  @Override
  public synchronized void close() throws IOException {
    for (ObjectStore store : stores) {
      store.close();
    }
    stores.clear();
    if (commits != null) {
      commits.close();
      commits = null;
    }
    if (everything != null) {
      everything.close();
      everything = null;
    }
  }
}
