package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.error.OutputException;

/**
 * Keeps JGit from writing {@code FETCH_HEAD} while it is open: nobody reads it, and it has the URL
 * in it, with a user, who may be a token, and a query. JGit goes on without it where its lock is
 * another's. A killed process leaves the lock, which goes with all others before the next fetch.
 */
final class NoFetchHead implements AutoCloseable {
  private static final String NAME = "FETCH_HEAD";

  private final Path lock;

  /**
   * Takes the lock of a repository's file, for whoever has the repository's own; removes the file,
   * which earlier versions have left.
   *
   * @throws OutputException if it cannot be written there
   */
  NoFetchHead(Path repository) throws OutputException {
    this.lock = repository.resolve(NAME + ".lock");
    try {
      Files.deleteIfExists(repository.resolve(NAME));
      Files.createFile(lock);
    } catch (FileAlreadyExistsException left) {
      // It does as well.
    } catch (IOException failed) {
      throw CacheFailure.of(lock, failed);
    }
  }

  @Override
  public void close() throws OutputException {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException failed) {
      throw CacheFailure.of(lock, failed);
    }
  }
}
