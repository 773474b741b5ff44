package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.progress.Event.Level;
import picocli.CommandLine.Model.CommandSpec;

/** Where a run's log goes. */
final class LogOptions {
  private final Argument<Path> file =
      Argument.path("--log-file")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says(
              "Append one line for each event to this file, which several processes may share;"
                  + " docs/logs.md says what they mean.");

  private final Argument<String> level =
      Argument.text("--log-level")
          .label("LEVEL")
          .otherwise("info")
          .says(
              "How much goes there: error, warn, info or debug; debug has stack traces too."
                  + " Default: info.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, file, level);
  }

  /** Returns where the log goes, if there is to be one. */
  Optional<Path> file() {
    return file.value();
  }

  Level level() throws InvalidInputException {
    for (Level each : Level.values()) {
      if (each.label().equals(level.get())) {
        return each;
      }
    }
    throw new InvalidInputException(
        "no level of logs is called " + level.get(),
        NearestName.hint(
            level.get(),
            Arrays.stream(Level.values()).map(Level::label).collect(Collectors.toList()),
            "levels"));
  }
}
