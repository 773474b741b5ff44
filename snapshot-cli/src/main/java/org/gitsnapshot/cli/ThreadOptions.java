package org.gitsnapshot.cli;

import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;

/** How many threads work on one thing. */
final class ThreadOptions {
  private final Argument<Integer> threads =
      Argument.number("--threads")
          .label("N")
          .otherwise(Runtime.getRuntime().availableProcessors())
          .says(
              "Threads that compressors may use, and torrent for its hashes; the bytes do not"
                  + " depend on it. Default: one for each processor.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, threads);
  }

  int threads() throws InvalidInputException {
    if (threads.get() < 1) {
      throw new InvalidInputException("--threads is at least 1, not " + threads.get(), null);
    }
    return threads.get();
  }
}
