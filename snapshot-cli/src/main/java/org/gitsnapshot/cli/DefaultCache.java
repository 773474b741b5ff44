package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    Optional<Path> caches = absolute(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Optional<Path> home =
        Stream.of(environment.getOrDefault("HOME", ""), userHome)
            .flatMap(text -> absolute(text).stream())
            .findFirst();
    return caches
        .or(() -> home.map(directory -> directory.resolve(".cache")))
        .map(base -> base.resolve(NAME));
  }

  private static Optional<Path> absolute(String text) {
    return Optional.of(Path.of(text)).filter(Path::isAbsolute);
  }
}
