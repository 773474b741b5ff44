package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.recipe.Format;
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
  private static final String HINT = "name another file with " + LOG_FILE;

  /** Lists of the files in a directory, in lower case. */
  private static final Set<String> LISTS =
      Set.of(
          MirrorManifest.FILE_NAME,
          MirrorLists.INDEX,
          MirrorLists.CHECKSUMS.toLowerCase(Locale.ROOT));

  /** Options that name files and have a meaning for other words too. */
  private static final List<String> NAMES_FILES =
      List.of("--output", "--repo", "--sources", "--url");

  /** Ends of the names that files have which a command makes or finds, in lower case. */
  private static final List<String> ENDS =
      Stream.concat(
              Arrays.stream(Format.values()).map(format -> "." + format.suffix()),
              Stream.of(Recompression.SUFFIX, ".torrent"))
          .toList();

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
   * @throws InvalidInputException if it is one of these, holds something else than a log, or has a
   *     name of what a command makes itself
   */
  void check(Path log) throws IOException {
    Path place = log.toAbsolutePath().normalize();
    boolean named =
        files.files().stream().anyMatch(file -> file.toAbsolutePath().normalize().equals(place));
    if (named || files.has(log)) {
      throw new InvalidInputException(
          log + " cannot take the log, for the command reads or writes it", HINT);
    }
    if (!LogBegin.RUN.fits(log)) {
      throw new InvalidInputException(
          log + " cannot take the log: it holds something else than a log", HINT);
    }
    checkName(log);
  }

  /**
   * Checks that a log is not called as what a command makes, which is then the one or the other.
   *
   * @throws InvalidInputException if it is
   */
  static void checkName(Path log) throws InvalidInputException {
    String name = String.valueOf(log.getFileName()).toLowerCase(Locale.ROOT);
    if (LISTS.contains(name) || ENDS.stream().anyMatch(name::endsWith)) {
      throw new InvalidInputException(
          log + " cannot take the log: lists and archives have such names", HINT);
    }
  }
}
