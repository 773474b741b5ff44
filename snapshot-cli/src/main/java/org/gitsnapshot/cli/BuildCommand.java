package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.PinReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapshot build}. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Build the snapshots of all pins in the files given, each with a manifest, and SHA256SUMS.",
      "",
      "A file appears under its name whole and with the digests its pin promises, or not at all."
          + " A pin that fails does not stop the others."
    },
    footerHeading = "%nExample:%n",
    footer = "  snapshot build pins/demo.toml -o snapshots")
final class BuildCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final PinFiles files = new PinFiles();
  @Mixin private final BuildOptions shared = new BuildOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "snapshots",
      description = "Where the files go; made when it does not exist. Default: snapshots.")
  private Path directory = Path.of("snapshots");

  @Option(
      names = "--identities",
      description = {
        "Record in the manifests what other tools call the content: git tree, SWHID, NAR hash, Go"
            + " h1. Takes longer: each file is hashed three times more."
      })
  private boolean identities;

  BuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Pin> pins = files.read();
    int jobs = files.jobs();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, pins.size());
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      PinPrinter printer = new PinPrinter(terminal, progress, shared.json(), "build");
      List<PinReport> reports = snapshots.build(pins, directory, jobs, identities, printer::done);
      return printer.end(reports).code();
    }
  }
}
