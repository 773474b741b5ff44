package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/**
 * The objects of a repository on disk, those that it borrows included. Thread-safe.
 *
 * <p>Nothing is ever written to the repository, and packs that others add while the store is open
 * are found.
 */
public final class StoredObjects implements ObjectStore {
  private final Repository repository;
  private final String origin;
  private final DamageCare care;

  private StoredObjects(Repository repository, String origin, DamageCare care) {
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
    return of(HermeticGit.open(path), origin, DamageCare.OF_ITS_OWNER);
  }

  /**
   * Takes over an open repository, which {@link #close()} closes.
   *
   * @param repository opened by {@link HermeticGit#open}
   * @param origin where the objects come from, for messages
   * @param care hears of what is wrong with it
   */
  public static StoredObjects of(Repository repository, String origin, DamageCare care) {
    return new StoredObjects(repository, origin, care);
  }

  @Override
  public ObjectReader newReader() {
    return QuickObjectReader.of(repository, origin, care);
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public void close() {
    repository.close();
  }
}
