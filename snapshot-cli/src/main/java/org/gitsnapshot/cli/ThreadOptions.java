package org.gitsnapshot.cli;

import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Option;

/** How many threads work on one thing. */
final class ThreadOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that compressors may use, and torrent for its hashes; the bytes do not depend on"
              + " it. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  int threads() throws InvalidInputException {
    if (threads < 1) {
      throw new InvalidInputException("--threads is at least 1, not " + threads, null);
    }
    return threads;
  }
}
