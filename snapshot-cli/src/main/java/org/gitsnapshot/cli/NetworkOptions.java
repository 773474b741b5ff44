package org.gitsnapshot.cli;

import java.time.Duration;
import org.gitsnapshot.error.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;

/** The options of commands that ask servers. */
class NetworkOptions extends SharedOptions {
  private static final int MAX_TIMEOUT = 86_400;

  private final Argument<Boolean> offline =
      Argument.flag("--offline")
          .says("Never use the network: only local repositories, bundles and the cache.");

  private final Argument<Integer> timeout =
      Argument.number("--timeout")
          .label("SECONDS")
          .otherwise(60)
          .says("Give up on a server that is silent for so long (1 to 86400). Default: 60.");

  @Override
  void addTo(CommandSpec command) {
    super.addTo(command);
    Argument.addTo(command, offline, timeout);
  }

  @Override
  final boolean offline() {
    return offline.get();
  }

  @Override
  final Duration timeout() throws InvalidInputException {
    if (timeout.get() < 1 || timeout.get() > MAX_TIMEOUT) {
      throw new InvalidInputException(
          "--timeout is 1 to 86400 seconds, not " + timeout.get(), null);
    }
    return Duration.ofSeconds(timeout.get());
  }
}
