package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.ProcessEnd;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.report.DerivationReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.request.DerivationRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot verify}. */
final class VerifyCommand implements Subcommand {
  private final Terminal terminal;

  private final PinFiles files = new PinFiles();
  private final BuildOptions shared = new BuildOptions();

  private final Argument<Path> directory =
      Argument.path("-f", "--files")
          .label("DIR")
          .says("Compare with the files in this directory too, named as build names them.");

  private final Argument<Path> original =
      Argument.path("--derived-from")
          .label("ORIGINAL")
          .says("Prove that a tar is this one without some of its entries.");

  private final Argument<Path> manifest =
      Argument.path("--manifest")
          .label("FILE")
          .says(
              "With --derived-from: what is missing is exactly what this manifest lists, and both"
                  + " raw tars have its digests.");

  private final RemovalOptions removals = new RemovalOptions();

  private final Argument<Path> recompressed =
      Argument.path("--recompressed-from")
          .label("ORIGINAL")
          .says("Prove that each file named holds the same raw bytes as this one.");

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Build the snapshots again, keep nothing, and compare.",
            "",
            "Each pin is compared with the digests it gives and, with --files, with the files in a"
                + " directory. Three questions are answered for each: is the content the commit's,"
                + " is the raw tar the recipe's, are the compressed bytes the engine's?",
            "",
            "With --derived-from, PINS is one tar, raw or compressed, and no pin: it is proved that"
                + " it is the original without some entries, and nothing else; --remove,"
                + " --patterns, --list or --manifest say without which. A tar that is not is"
                + " refused, with the entry and the byte.",
            "",
            "With --recompressed-from the files named are not pins but compressed forms of another"
                + " file: both are unpacked, and hold the same raw bytes or do not. No record is"
                + " believed.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot verify pins/demo.toml",
            "  snapshot verify pins.toml --files snapshots",
            "  snapshot verify --derived-from app-1.0.tar.gz app-clean.tar.xz --manifest"
                + " app-clean.manifest.json",
            "  snapshot verify --recompressed-from upstream-1.0.tar.gz upstream-1.0.tar.xz");
    files.addTo(command);
    shared.addTo(command);
    Argument.addTo(command, directory, original, manifest);
    removals.addTo(command);
    Argument.addTo(command, recompressed);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    if (original.isGiven() && recompressed.isGiven()) {
      throw new InvalidInputException(
          "--derived-from and --recompressed-from ask for different proofs", "leave out one");
    }
    if (original.isGiven()) {
      return prove(original.get());
    }
    if (recompressed.isGiven()) {
      checkNoRemovals();
      return verifyRecompressed(recompressed.get());
    }
    checkNoRemovals();
    List<Pin> pins = files.read();
    int jobs = files.jobs();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, pins.size());
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      PinPrinter printer = new PinPrinter(terminal, progress, shared.json(), "verify");
      List<PinReport> reports = snapshots.verify(pins, directory.value(), jobs, printer::done);
      return printer.end(reports).code();
    }
  }

  private void checkNoRemovals() throws IOException {
    if (manifest.isGiven() || removals.prefix().isPresent() || !removals.removals().isEmpty()) {
      throw new InvalidInputException(
          "what is removed from a pin stands in the pin", "or add --derived-from ORIGINAL");
    }
  }

  private Integer prove(Path from) throws IOException {
    List<Removal> removed = removals.removals();
    if (files.paths().size() != 1 || directory.isGiven()) {
      throw new InvalidInputException(
          "--derived-from takes one tar and no --files", "name the tar that was derived");
    }
    if (manifest.isGiven() && !removed.isEmpty()) {
      throw new InvalidInputException(
          "a manifest has its own list", "leave out --manifest, or the patterns");
    }
    DerivationRequest request =
        new DerivationRequest(
            from, files.paths().get(0), removed, removals.prefix(), manifest.value());
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      DerivationReport report = derivations.prove(request);
      progress.stop();
      ExitCode code = report.proved() ? ExitCode.DONE : ExitCode.DIFFERENT;
      new DerivationPrinter(terminal.out(), shared.json()).print(report, code);
      return code.code();
    }
  }

  private int verifyRecompressed(Path from) throws IOException {
    if (directory.isGiven()) {
      throw new InvalidInputException("--files goes with pins", "leave it out");
    }
    List<Path> others = files.paths();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, others.size());
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      ProofOfRecompression printer = new ProofOfRecompression(terminal, progress, shared.json());
      for (Path file : others) {
        try {
          printer.done(derivations.proveRecompressed(from, file));
        } catch (SnapshotException failure) {
          if (others.size() == 1 || ProcessEnd.hasBegun()) {
            throw failure;
          }
          printer.failed(file, failure);
        }
      }
      progress.stop();
      return printer.end().code();
    }
  }
}
