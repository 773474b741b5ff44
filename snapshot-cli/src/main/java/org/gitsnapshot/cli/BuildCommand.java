package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.PinReport;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot build}. */
final class BuildCommand implements Subcommand {
  private final Terminal terminal;

  private final PinFiles files = new PinFiles();
  private final BuildOptions shared = new BuildOptions();

  private final Argument<Path> directory =
      Argument.path("-o", "--output")
          .label("DIR")
          .otherwise(Path.of("snapshots"))
          .says("Where the files go; made when it does not exist. Default: snapshots.");

  private final Argument<Boolean> identities =
      Argument.flag("--identities")
          .says(
              "Record in the manifests what other tools call the content: git tree, SWHID, NAR"
                  + " hash, Go h1. Takes longer: each file is hashed three times more.");

  BuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Build the snapshots of all pins in the files given, each with a manifest, and"
                + " SHA256SUMS.",
            "",
            "A file appears under its name whole and with the digests its pin promises, or not at"
                + " all. A pin that fails does not stop the others.")
        .footerHeading("%nExample:%n")
        .footer("  snapshot build pins/demo.toml -o snapshots");
    files.addTo(command);
    shared.addTo(command);
    Argument.addTo(command, directory, identities);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    List<Pin> pins = files.read();
    int jobs = files.jobs();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, pins.size());
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      PinPrinter printer = new PinPrinter(terminal, progress, shared.json(), "build");
      List<PinReport> reports =
          snapshots.build(pins, directory.get(), jobs, identities.get(), printer::done);
      return printer.end(reports).code();
    }
  }
}
