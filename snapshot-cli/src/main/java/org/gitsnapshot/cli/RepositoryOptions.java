package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that take repositories. */
class RepositoryOptions extends NetworkOptions {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep what is fetched here; several processes may share it. Default:"
              + " $XDG_CACHE_HOME/git-snapshot, or ~/.cache/git-snapshot.")
  private @Nullable Path cache;

  @Option(
      names = "--instead-of",
      paramLabel = "BASE=URL",
      description =
          "A repository whose URL begins with URL is taken from one that begins with BASE instead,"
              + " as with git's url.<base>.insteadOf. URLs of files that are downloaded stay as they"
              + " are. The longest match wins. May be given several times.")
  private List<String> insteadOf = new ArrayList<>();

  @Override
  final Optional<Path> cache(Map<String, String> environment) {
    return cache != null ? Optional.of(cache) : super.cache(environment);
  }

  @Override
  final List<String> insteadOf() {
    return insteadOf;
  }
}
