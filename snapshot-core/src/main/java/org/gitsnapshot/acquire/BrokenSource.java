package org.gitsnapshot.acquire;

import java.util.Optional;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;

/**
 * A URL that is no place at all; it says so when its turn comes.
 *
 * @param url the URL
 * @param why what is wrong with it
 */
record BrokenSource(String url, SnapshotException why) implements Source {
  @Override
  public Optional<ObjectStore> find(Oid commit) {
    return Optional.empty();
  }

  @Override
  public ObjectStore fetch(Oid commit, Optional<String> ref) throws SnapshotException {
    throw why;
  }

  @Override
  public ObjectStore trees(Oid commit) throws SnapshotException {
    throw why;
  }

  @Override
  public boolean has(Oid commit) {
    return false;
  }

  @Override
  public RefList refs() throws SnapshotException {
    throw why;
  }

  @Override
  public History history(Oid commit) throws SnapshotException {
    throw why;
  }

  @Override
  public ResolvedRef resolve(Revision revision) throws SnapshotException {
    throw why;
  }
}
