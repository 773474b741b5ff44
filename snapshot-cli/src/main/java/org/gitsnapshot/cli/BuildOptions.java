package org.gitsnapshot.cli;

import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Mixin;

/** The options of commands that make archives of commits. */
final class BuildOptions extends RepositoryOptions {
  @Mixin private final ThreadOptions threads = new ThreadOptions();

  @Override
  int threads() throws InvalidInputException {
    return threads.threads();
  }
}
