package org.gitsnapshot.cli;

import java.time.Duration;
import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Option;

/** The options of commands that ask servers. */
class NetworkOptions extends SharedOptions {
  private static final int MAX_TIMEOUT = 86_400;

  @Option(
      names = "--offline",
      description = "Never use the network: only local repositories, bundles and the cache.")
  private boolean offline;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up on a server that is silent for so long (1 to 86400). Default: 60.")
  private int timeout;

  @Override
  final boolean offline() {
    return offline;
  }

  @Override
  final Duration timeout() throws InvalidInputException {
    if (timeout < 1 || timeout > MAX_TIMEOUT) {
      throw new InvalidInputException("--timeout is 1 to 86400 seconds, not " + timeout, null);
    }
    return Duration.ofSeconds(timeout);
  }
}
