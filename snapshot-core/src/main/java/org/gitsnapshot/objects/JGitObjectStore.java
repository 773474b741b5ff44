package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/**
 * The objects of a repository on disk, read by JGit, its alternates included. Thread-safe.
 *
 * <p>Nothing is ever written to the repository, and packs that others add while the store is open
 * are found.
 */
public final class JGitObjectStore implements ObjectStore {
  private final Repository repository;
  private final String origin;

  private JGitObjectStore(Repository repository, String origin) {
    this.repository = repository;
    this.origin = origin;
  }

  /**
   * Opens the repository at a path, bare or not.
   *
   * @param path the repository itself or a directory with a {@code .git} in it
   * @param origin where the objects come from, for messages
   * @throws org.gitsnapshot.error.UnavailableException if there is no repository there
   * @throws org.gitsnapshot.error.UnsupportedException if it names its objects by SHA-256
   */
  public static JGitObjectStore open(Path path, String origin) throws IOException {
    return new JGitObjectStore(HermeticGit.open(path), origin);
  }

  /**
   * Takes over an open repository, which {@link #close()} closes.
   *
   * @param repository opened by {@link HermeticGit#open}
   * @param origin where the objects come from, for messages
   */
  public static JGitObjectStore of(Repository repository, String origin) {
    return new JGitObjectStore(repository, origin);
  }

  @Override
  public ObjectReader newReader() {
    return new JGitObjectReader(repository, origin);
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
