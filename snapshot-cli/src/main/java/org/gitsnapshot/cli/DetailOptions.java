package org.gitsnapshot.cli;

import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.request.CompareRequest.Detail;
import picocli.CommandLine.Model.CommandSpec;

/** How much is told of what differs. */
final class DetailOptions {
  private final Argument<Integer> files =
      Argument.number("--most")
          .label("N")
          .otherwise(Detail.DEFAULT.files())
          .says("The most files to list of those that differ in one way. Default: 1000.");

  private final Argument<Integer> contents =
      Argument.number("--diffs")
          .label("N")
          .otherwise(Detail.DEFAULT.contents())
          .says("The most of them to compare line by line. Default: 100.");

  private final Argument<Integer> diffLines;

  /**
   * Declares them.
   *
   * @param usualLines the most lines of a diff where nothing else is said
   */
  DetailOptions(int usualLines) {
    diffLines =
        Argument.number("--diff-lines")
            .label("N")
            .otherwise(usualLines)
            .says("The most lines of one file's diff. Default: " + usualLines + ".");
  }

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, files, contents, diffLines);
  }

  /**
   * Returns what they say.
   *
   * @throws InvalidInputException if one is negative
   */
  Detail toDetail() throws InvalidInputException {
    if (files.get() < 0 || contents.get() < 0 || diffLines.get() < 0) {
      throw new InvalidInputException("--most, --diffs and --diff-lines are at least 0", null);
    }
    return new Detail(
        files.get(),
        contents.get(),
        diffLines.get(),
        Detail.DEFAULT.diffBytes(),
        Detail.DEFAULT.places());
  }
}
