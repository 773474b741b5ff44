package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gitsnapshot.objects.StoredRepository;

/**
 * The repositories on disk that were used last, kept open: a name is looked up before its commit is
 * built, and what was opened for the one serves the other.
 *
 * <p>What others add to a repository meanwhile is found. Thread-safe.
 */
final class LocalRepositories implements AutoCloseable {
  /** Each can have files open, and if JGit was needed its indexes are in memory. */
  private static final int KEPT = 2;

  private final Map<Path, StoredRepository> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** Opens the repository at a path; {@code origin} is what messages call it. */
  synchronized OpenRepository open(Path path, String origin) throws IOException {
    StoredRepository repository = kept.get(path);
    if (repository == null) {
      repository = StoredRepository.open(path);
      kept.put(path, repository);
      if (kept.size() > KEPT) {
        Iterator<StoredRepository> longestUnused = kept.values().iterator();
        longestUnused.next().close();
        longestUnused.remove();
      }
    }
    return OpenRepository.of(repository.retain(), origin);
  }

  /** Forgets one that did not have what it should: another may take its place. */
  synchronized void forget(Path path) {
    StoredRepository repository = kept.remove(path);
    if (repository != null) {
      repository.close();
    }
  }

  /** Forgets them; who has one open may go on. */
  @Override
  public synchronized void close() {
    kept.values().forEach(StoredRepository::close);
    kept.clear();
  }
}
