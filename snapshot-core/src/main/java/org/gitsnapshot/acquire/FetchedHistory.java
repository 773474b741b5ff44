package org.gitsnapshot.acquire;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.RefList;

/** A whole repository of the cache with the refs of where it came from. Thread-safe. */
record FetchedHistory(OpenRepository repository, RefList refs) implements History {
  @Override
  public ObjectReader commits() {
    return repository.newReader();
  }

  @Override
  public boolean isShallow() throws IOException {
    return repository.isShallow();
  }

  @Override
  public ObjectReader snapshot(Oid commit) {
    return repository.newReader();
  }

  @Override
  public long packedObjects() throws IOException {
    return repository.ids().countDistinct();
  }

  @Override
  public int uniqueDigits(Oid id, int least) throws IOException {
    return repository.ids().uniqueDigits(id, least);
  }

  @Override
  public void close() {
    repository.close();
  }
}
