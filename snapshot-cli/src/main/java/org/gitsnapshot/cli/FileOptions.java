package org.gitsnapshot.cli;

import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Mixin;

/** The options of commands that make files of files, without a network. */
final class FileOptions extends SharedOptions {
  @Mixin private final ThreadOptions threads = new ThreadOptions();

  @Override
  int threads() throws InvalidInputException {
    return threads.threads();
  }
}
