package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The objects of a repository on disk, those that it borrows included. Thread-safe.
 *
 * <p>Nothing is ever written to the repository, and packs that others add while the store is open
 * are found.
 */
public final class StoredObjects implements ObjectStore {
  private final StoredRepository repository;
  private final String origin;
  private final DamageCare care;

  private StoredObjects(StoredRepository repository, String origin, DamageCare care) {
    this.repository = repository;
    this.origin = origin;
    this.care = care;
  }

  /**
   * Opens the repository at a path, bare or not.
   *
   * @param path the repository itself or a directory with a {@code .git} in it
   * @param origin where the objects come from, for messages
   * @throws org.gitsnapshot.error.UnavailableException if there is no repository there
   * @throws org.gitsnapshot.error.UnsupportedException if it names its objects by SHA-256
   */
  public static StoredObjects open(Path path, String origin) throws IOException {
    return of(StoredRepository.open(path), origin, DamageCare.OF_ITS_OWNER);
  }

  /**
   * Takes over an open repository, which {@link #close()} closes.
   *
   * @param repository opened by {@link StoredRepository#open}
   * @param origin where the objects come from, for messages
   * @param care hears of what is wrong with it
   */
  public static StoredObjects of(StoredRepository repository, String origin, DamageCare care) {
    return new StoredObjects(repository, origin, care);
  }

  @Override
  public ObjectReader newReader() {
    return new QuickObjectReader(repository, origin, care);
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public boolean isSuperseded() {
    return care.isRemedied();
  }

  @Override
  public void close() {
    repository.close();
  }
}
