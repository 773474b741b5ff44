package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a repository of the cache looks as it was made. This is asked each time before it is
 * used, so of each file only a few bytes are read; see {@link CacheProof} for all of them.
 */
final class CacheCheck {
  private static final String PACKS = "objects/pack";

  /** Files that need not be there. */
  private static final List<String> FILES =
      List.of("packed-refs", "shallow", CacheRepository.HISTORIES, HistoryCache.REFS);

  /** Directories that need not be there. */
  private static final List<String> DIRECTORIES = List.of("refs/heads", "refs/tags");

  /** What leads to the files of other repositories, as no repository of the cache does. */
  private static final List<String> LEADING_ELSEWHERE =
      List.of("commondir", "config.worktree", "objects/info/alternates");

  private CacheCheck() {}

  /**
   * Returns whether nothing proved damaged, everything is of the kind it should be, and each pack
   * is whole, as far as its ends tell, and has its index. A pack without one is a fetch that was
   * killed between the two names; JGit takes such a pack for present.
   *
   * @throws IOException if it is the machine that does not let it be read
   */
  static boolean looksSound(Path repository) throws IOException {
    return !CacheDamage.isMarked(repository) && looksSound(repository, false);
  }

  /**
   * Returns the same for who only reads: a pack may just be getting its index from another process,
   * and one that proved damaged may have much that is good.
   */
  static boolean looksReadable(Path repository) throws IOException {
    return looksSound(repository, true);
  }

  private static boolean looksSound(Path repository, boolean mayLackIndex) throws IOException {
    if (!hasItsFiles(repository)) {
      return false;
    }
    try (Stream<Path> files = Files.list(repository.resolve(PACKS))) {
      for (Path file : files.toList()) {
        if (PackPair.isPack(file)) {
          PackPair pack = PackPair.of(file);
          if (!(mayLackIndex && !pack.hasIndex()) && !pack.looksWhole()) {
            return false;
          }
        } else if (PackPair.isIndex(file) && !PackPair.of(file).hasPack()) {
          return false;
        }
      }
      return true;
    } catch (IOException | UncheckedIOException unreadable) {
      return CacheDamage.notSound(unreadable);
    }
  }

  private static boolean hasItsFiles(Path repository) {
    return FILES.stream().map(repository::resolve).allMatch(CacheCheck::isFileOrNothing)
        && DIRECTORIES.stream()
            .map(repository::resolve)
            .allMatch(path -> Files.isDirectory(path) || isNothing(path))
        && LEADING_ELSEWHERE.stream().map(repository::resolve).allMatch(CacheCheck::isNothing);
  }

  private static boolean isFileOrNothing(Path path) {
    return Files.isRegularFile(path) || isNothing(path);
  }

  private static boolean isNothing(Path path) {
    // Nor is there anything for who may not ask.
    return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
