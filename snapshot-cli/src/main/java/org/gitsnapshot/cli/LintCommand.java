package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.request.LintRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot lint}. */
final class LintCommand implements Subcommand {
  private final Terminal terminal;

  private final Argument<List<Path>> files =
      Argument.paths()
          .label("PINS")
          .times("0..*")
          .says("Files of pins (TOML), each of whose commits is looked at.");

  private final CommitOptions named = new CommitOptions();
  private final RecipeOptions recipe = new RecipeOptions();
  private final RepositoryOptions shared = new RepositoryOptions();

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Say why git archive of a commit may give other bytes elsewhere or later, or unpack to"
                + " other files: dates that change with the clock, decorations, abbreviated ids,"
                + " LFS filters, line ends by platform, names that collide, paths that old tar"
                + " readers cannot unpack.",
            "",
            "The exit code is 1 if there is anything to say.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot lint --repo . --commit HEAD",
            "  snapshot lint --repo https://example.org/app.git --commit v1.0 --prefix app-1.0/",
            "  snapshot lint pins.toml");
    Argument.addTo(command, files);
    named.addTo(command);
    recipe.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> revision = named.revision();
    boolean one = !named.urls().isEmpty() && revision.isPresent();
    if (one == !files.get().isEmpty()
        || (!one && (!named.urls().isEmpty() || revision.isPresent()))) {
      throw new InvalidInputException(
          "lint looks at one commit or at pins", "give --repo and --commit, or files of pins");
    }
    List<Pin> pins = new ArrayList<>();
    for (Path file : files.get()) {
      pins.addAll(PinFile.read(file));
    }
    LintPrinter printer = new LintPrinter(terminal.out(), shared.json());
    try (ProgressLine progress = ProgressLine.of(terminal, shared, Math.max(1, pins.size()));
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      List<LintReport> reports = new ArrayList<>();
      if (revision.isPresent()) {
        reports.add(
            snapshots.lint(
                new LintRequest(named.urls(), revision.get(), recipe.toRequest(Format.TAR))));
      }
      for (Pin pin : pins) {
        reports.add(snapshots.lint(pin));
      }
      progress.stop();
      boolean clean = reports.stream().allMatch(report -> report.findings().isEmpty());
      ExitCode code = clean ? ExitCode.DONE : ExitCode.DIFFERENT;
      printer.print(reports, code);
      return code.code();
    }
  }
}
