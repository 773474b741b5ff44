package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.request.ReadFiles;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The files that a command reads and writes besides its log, which would spoil them.
 *
 * @param files where they are or are going to be
 */
record OtherFiles(ReadFiles files) {
  private static final String LOG_FILE = "--log-file";

  /** Options that name files and have a meaning for other words too. */
  private static final List<String> NAMES_FILES =
      List.of("--output", "--repo", "--sources", "--url");

  /** Takes them from a command's arguments. */
  static OtherFiles of(ParseResult command) {
    List<String> names = new ArrayList<>();
    for (ArgSpec argument : command.matchedArgs()) {
      if (namesFiles(argument)) {
        names.addAll(argument.originalStringValues());
      }
    }
    return new OtherFiles(ReadFiles.of().andNamed(names));
  }

  private static boolean namesFiles(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String name = option.longestName();
      boolean path = option.auxiliaryTypes()[0] == Path.class;
      return !name.equals(LOG_FILE) && (path || NAMES_FILES.contains(name));
    }
    return true;
  }

  /**
   * Checks that the log can be written to a file.
   *
   * @throws InvalidInputException if it is one of these
   */
  void check(Path log) throws IOException {
    Path place = log.toAbsolutePath().normalize();
    boolean named =
        files.files().stream().anyMatch(file -> file.toAbsolutePath().normalize().equals(place));
    if (named || files.has(log)) {
      throw new InvalidInputException(
          log + " cannot take the log, for the command reads or writes it",
          "name another file with " + LOG_FILE);
    }
  }
}
