package org.gitsnapshot.cli;

import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;

/** The options of commands that make files of files, without a network. */
final class FileOptions extends SharedOptions {
  private final ThreadOptions threads = new ThreadOptions();

  @Override
  void addTo(CommandSpec command) {
    super.addTo(command);
    threads.addTo(command);
  }

  @Override
  int threads() throws InvalidInputException {
    return threads.threads();
  }
}
