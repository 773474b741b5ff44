package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options of commands that take repositories. */
class RepositoryOptions extends NetworkOptions {
  private final Argument<Path> cache =
      Argument.path("--cache")
          .label("DIR")
          .says(
              "Keep what is fetched here; several processes may share it. Default:"
                  + " $XDG_CACHE_HOME/git-snapshot, or ~/.cache/git-snapshot.");

  private final Argument<List<String>> insteadOf =
      Argument.texts("--instead-of")
          .label("BASE=URL")
          .says(
              "A repository whose URL begins with URL is taken from one that begins with BASE"
                  + " instead, as with git's url.<base>.insteadOf. URLs of files that are"
                  + " downloaded stay as they are. The longest match wins. May be given several"
                  + " times.");

  @Override
  void addTo(CommandSpec command) {
    super.addTo(command);
    Argument.addTo(command, cache, insteadOf);
  }

  @Override
  final Optional<Path> cache(Map<String, String> environment) {
    return cache.isGiven() ? cache.value() : super.cache(environment);
  }

  @Override
  final List<String> insteadOf() {
    return insteadOf.get();
  }
}
