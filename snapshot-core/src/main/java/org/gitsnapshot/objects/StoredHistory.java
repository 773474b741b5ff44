package org.gitsnapshot.objects;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/** A repository on disk with its own refs, read where it is and never written to. Thread-safe. */
public final class StoredHistory implements History {
  private final StoredRepository repository;
  private final String origin;
  private @Nullable RefList refs;

  /**
   * Takes over an open repository, which {@link #close()} closes.
   *
   * @param repository opened by {@link StoredRepository#open}
   * @param origin what messages call it
   */
  public StoredHistory(StoredRepository repository, String origin) {
    this.repository = repository;
    this.origin = origin;
  }

  @Override
  public synchronized RefList refs() throws IOException {
    if (refs == null) {
      try (ObjectReader reader = commits()) {
        refs = StoredRefs.read(repository, reader, origin);
      }
    }
    return refs;
  }

  @Override
  public ObjectReader commits() {
    return new QuickObjectReader(repository, origin, DamageCare.OF_ITS_OWNER);
  }

  @Override
  public boolean isShallow() throws IOException {
    return DamageReport.told(
        origin,
        DamageCare.OF_ITS_OWNER,
        () -> !repository.jgit().getObjectDatabase().getShallowCommits().isEmpty());
  }

  @Override
  public ObjectReader snapshot(Oid commit) {
    return commits();
  }

  @Override
  public long packedObjects() throws IOException {
    return PackedObjects.count(repository.objects(), repository.usesMultiPackIndex());
  }

  @Override
  public int uniqueDigits(Oid id, int least) throws IOException {
    return new ObjectIds(repository, origin, DamageCare.OF_ITS_OWNER).uniqueDigits(id, least);
  }

  @Override
  public void close() {
    repository.close();
  }
}
