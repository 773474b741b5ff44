package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes what killed processes left in all repositories of a cache: a pack that was half received
 * may be large, and nobody may ask for that repository again.
 */
final class CacheSweep {
  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();
  private static final String LOCK = ".lock";

  private CacheSweep() {}

  /**
   * Does it, the first time a process asks. Repositories that somebody writes to are left alone;
   * the caller holds no lock.
   *
   * @param repositories the cache's directory of repositories
   */
  static void once(Path repositories) {
    if (!SWEPT.add(repositories.toAbsolutePath())) {
      return;
    }
    // What is no directory is told by whoever writes there; a pipe would be waited for.
    if (!Files.isDirectory(repositories)) {
      return;
    }
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(repositories, "*.git" + LOCK)) {
      for (Path lock : locks) {
        sweep(lock);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // There is none yet, or what cannot be removed stays: whoever writes finds out why.
    }
  }

  private static void sweep(Path file) {
    String name = file.getFileName().toString();
    Path repository = file.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    if (!Files.isDirectory(repository.resolve("objects"))) {
      return;
    }
    try {
      Optional<CacheLock> lock = CacheLock.attempt(file);
      if (lock.isPresent()) {
        try (CacheLock held = lock.get()) {
          CacheFiles.removeLeftovers(repository);
        }
      }
    } catch (IOException stays) {
      // The others are looked at all the same.
    }
  }
}
