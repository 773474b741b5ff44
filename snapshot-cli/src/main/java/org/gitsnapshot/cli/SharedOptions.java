package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Progress;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that every command has. Those that ask servers, take repositories or compress have
 * more, in the classes that extend this one.
 */
class SharedOptions {
  private final Argument<List<String>> limits =
      Argument.texts("--limit")
          .label("NAME=N")
          .says(
              "Allow more or less of what an untrusted repository or server can make this program"
                  + " do; K, M and G multiply. May be given several times. The limits and their"
                  + " defaults are in docs/limits.md.");

  private final Argument<Boolean> json =
      Argument.flag("--json").says("Print one JSON object instead of text.");

  private final Argument<Boolean> quiet = Argument.flag("-q", "--quiet").says("Show no progress.");

  private final LogOptions log = new LogOptions();

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, limits, json, quiet);
    log.addTo(command);
  }

  final boolean json() {
    return json.get();
  }

  final LogOptions log() {
    return log;
  }

  final boolean quiet() {
    return quiet.get();
  }

  final SnapshotOptions toOptions(Terminal terminal, Progress progress)
      throws InvalidInputException {
    return new SnapshotOptions(
        cache(terminal.environment()),
        offline(),
        insteadOf(),
        timeout(),
        terminal.environment(),
        Limits.parse(limits.get()),
        threads(),
        new LoggedProgress(progress, terminal.log()));
  }

  /** Returns where the cache is, if there is a place; it is made when it is first needed. */
  Optional<Path> cache(Map<String, String> environment) {
    return DefaultCache.of(environment, System.getProperty("user.home", ""));
  }

  boolean offline() {
    return false;
  }

  List<String> insteadOf() {
    return List.of();
  }

  Duration timeout() throws InvalidInputException {
    return Duration.ofSeconds(60);
  }

  int threads() throws InvalidInputException {
    return Runtime.getRuntime().availableProcessors();
  }
}
