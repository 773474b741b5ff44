package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where what is fetched is kept when nobody says: as the XDG base directory specification has it,
 * to which a relative path is none.
 */
final class DefaultCache {
  private static final String NAME = "git-snapshot";

  private DefaultCache() {}

  /**
   * Returns where it is.
   *
   * @param userHome what Java takes for the home directory, which is {@code ?} where the system
   *     knows no such user
   * @return nothing where there is no home; the current directory is not a place for it
   */
  static Optional<Path> of(Map<String, String> environment, String userHome) {
    Path caches = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    if (caches.isAbsolute()) {
      return Optional.of(caches.resolve(NAME));
    }
    for (String text : List.of(environment.getOrDefault("HOME", ""), userHome)) {
      Path home = Path.of(text);
      if (home.isAbsolute()) {
        return Optional.of(home.resolve(".cache").resolve(NAME));
      }
    }
    return Optional.empty();
  }
}
