package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.progress.Event.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run's log goes. */
final class LogOptions {
  @Option(
      names = "--log-file",
      converter = PathArgument.AsFile.class,
      paramLabel = "FILE",
      description =
          "Append one line for each event to this file, which several processes may share;"
              + " docs/logs.md says what they mean.")
  private @Nullable Path file;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description =
          "How much goes there: error, warn, info or debug; debug has stack traces too. Default:"
              + " info.")
  private String level = "info";

  @Nullable Path file() {
    return file;
  }

  Level level() throws InvalidInputException {
    for (Level each : Level.values()) {
      if (each.label().equals(level)) {
        return each;
      }
    }
    throw new InvalidInputException(
        "no level of logs is called " + level,
        NearestName.hint(
            level,
            Arrays.stream(Level.values()).map(Level::label).collect(Collectors.toList()),
            "levels"));
  }
}
