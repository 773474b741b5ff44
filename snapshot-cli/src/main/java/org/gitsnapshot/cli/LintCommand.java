package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.request.LintRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snapshot lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Say why git archive of a commit may give other bytes elsewhere or later, or unpack to other"
          + " files: dates that change with the clock, decorations, abbreviated ids, LFS filters,"
          + " line ends by platform, names that collide, paths that old tar readers cannot unpack.",
      "",
      "The exit code is 1 if there is anything to say."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot lint --repo . --commit HEAD",
      "  snapshot lint --repo https://example.org/app.git --commit v1.0 --prefix app-1.0/",
      "  snapshot lint pins.toml"
    })
final class LintCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "PINS",
      description = "Files of pins (TOML), each of whose commits is looked at.")
  private List<Path> files = new ArrayList<>();

  @Mixin private final CommitOptions named = new CommitOptions();
  @Mixin private final RecipeOptions recipe = new RecipeOptions();
  @Mixin private final RepositoryOptions shared = new RepositoryOptions();

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String revision = named.revision();
    boolean one = !named.urls().isEmpty() && revision != null;
    if (one == !files.isEmpty() || (!one && (!named.urls().isEmpty() || revision != null))) {
      throw new InvalidInputException(
          "lint looks at one commit or at pins", "give --repo and --commit, or files of pins");
    }
    List<Pin> pins = new ArrayList<>();
    for (Path file : files) {
      pins.addAll(PinFile.read(file));
    }
    LintPrinter printer = new LintPrinter(terminal.out(), shared.json());
    try (ProgressLine progress = ProgressLine.of(terminal, shared, Math.max(1, pins.size()));
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      List<LintReport> reports = new ArrayList<>();
      if (revision != null) {
        reports.add(
            snapshots.lint(new LintRequest(named.urls(), revision, recipe.toRequest(Format.TAR))));
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
