package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot compare}. */
final class CompareCommand implements Subcommand {
  private static final String COMMIT = "@";

  private final Terminal terminal;
  private final InputStream in;

  private final Argument<List<String>> sides =
      Argument.texts()
          .label("SIDE")
          .times("1..2")
          .says("A file, a directory, - for standard input, or @ for the commit.");

  private final CommitOptions named = new CommitOptions();
  private final TarOptions tar = new TarOptions();

  private final Argument<Path> html =
      Argument.path("--html")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says("Write the report as one HTML page too.");

  private final DetailOptions details =
      new DetailOptions(CompareRequest.Detail.DEFAULT.diffLines());
  private final BuildOptions shared = new BuildOptions();

  CompareCommand(Terminal terminal, InputStream in) {
    this.terminal = terminal;
    this.in = in;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Say in one line how much two archives have in common, and then what differs.",
            "",
            "Each side is a tar in any compression, a directory, - for standard input, or a commit:"
                + " --repo and --commit name it, and it is side B, or where the side is written @;"
                + " its prefix is the top directory of the other side unless it is given. Only the"
                + " files in a directory count, not owners or times, and not a .git at its top.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot compare published.tar.gz mine.tar.xz",
            "  snapshot compare published.tar.gz --repo https://example.org/app.git --commit v1.0",
            "  curl -L https://example.org/app.tar.gz | snapshot compare - unpacked/ --html"
                + " report.html",
            "",
            "Exit codes: 0 the same in all that both sides have, 1 a difference, 2 wrong usage, 3 a"
                + " side could not be read.");
    Argument.addTo(command, sides);
    named.addTo(command);
    tar.addTo(command);
    Argument.addTo(command, html);
    details.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    CompareRequest request = request();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      CompareReport report = snapshots.compare(request);
      progress.stop();
      if (html.isGiven()) {
        CompareHtml.write(report, html.get());
      }
      boolean same = report.sameness() == Sameness.IDENTICAL;
      ExitCode code = same ? ExitCode.DONE : ExitCode.DIFFERENT;
      if (shared.json()) {
        CompareJson.print(terminal.out(), report, code);
      } else {
        new CompareText(new SafePrint(terminal.out())).print(report);
      }
      return code.code();
    }
  }

  private CompareRequest request() throws IOException {
    CompareRequest.Detail detail = details.toDetail();
    if (sides.get().size() > 2) {
      throw new InvalidInputException(
          "there are " + sides.get().size() + " sides", "two are compared at a time");
    }
    boolean commit = named.revision().isPresent() || !named.urls().isEmpty();
    List<String> both = new ArrayList<>(sides.get());
    if (commit && both.size() == 1 && !both.contains(COMMIT)) {
      both.add(COMMIT);
    }
    if (both.size() != 2) {
      throw new InvalidInputException(
          "there is only one side", "name a second file or directory, or --repo and --commit");
    }
    if (commit != both.contains(COMMIT)) {
      throw commit
          ? new InvalidInputException(
              "there are three sides", "a commit takes the place of one, which may be written @")
          : new InvalidInputException(
              "@ is the commit, and there is none", "give --repo, --commit");
    }
    if (both.get(0).equals(both.get(1)) && !isReadTwice(both.get(0))) {
      throw new InvalidInputException("both sides are " + both.get(0), null);
    }
    if (html.isGiven()) {
      tar.files()
          .andNamed(sides.get())
          .andNamed(named.urls())
          .keep(html.get(), "write another file with --html");
    }
    return new CompareRequest(side(both.get(0)), side(both.get(1)), detail);
  }

  /** A pipe gives its bytes once, and so does standard input. */
  private static boolean isReadTwice(String side) {
    boolean path = !side.equals(COMMIT) && !side.equals("-");
    return path && !PipeArgument.isPipe(Path.of(side));
  }

  private CompareSide side(String name) throws IOException {
    if (name.equals(COMMIT)) {
      Optional<String> revision = named.revision();
      if (revision.isEmpty() || named.urls().isEmpty()) {
        throw new InvalidInputException(
            revision.isEmpty() ? "--commit is missing" : "--repo is missing",
            "a commit needs both --repo and --commit");
      }
      return new CompareSide.Commit(named.urls(), revision.get(), tar.toRequest(Map.of()));
    }
    return name.equals("-")
        ? new CompareSide.Stream("standard input", in)
        : new CompareSide.OnDisk(Path.of(name));
  }
}
