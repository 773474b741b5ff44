package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.PinReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapshot verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Build the snapshots again, keep nothing, and compare.",
      "",
      "Each pin is compared with the digests it gives and, with --files, with the files in a"
          + " directory. Three questions are answered for each: is the content the commit's, is the"
          + " raw tar the recipe's, are the compressed bytes the engine's?"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  snapshot verify pins/demo.toml", "  snapshot verify pins.toml --files snapshots"})
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final PinFiles files = new PinFiles();
  @Mixin private final SharedOptions shared = new SharedOptions();

  @Option(
      names = {"-f", "--files"},
      paramLabel = "DIR",
      description = "Compare with the files in this directory too, named as build names them.")
  private @Nullable Path directory;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Pin> pins = files.read();
    int jobs = files.jobs();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, pins.size());
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      PinPrinter printer = new PinPrinter(terminal, progress, shared.json(), "verify");
      List<PinReport> reports =
          snapshots.verify(pins, Optional.ofNullable(directory), jobs, printer::done);
      return printer.end(reports).code();
    }
  }
}
