package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pin.AppendPin;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.gitsnapshot.report.ProofReport;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.ProofRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot audit}. */
final class AuditCommand implements Subcommand {
  private final Terminal terminal;

  private final Argument<Path> file =
      Argument.path().label("TARBALL").at(0).says("A tar, raw or compressed.");

  private final Argument<List<String>> urls =
      Argument.texts("--repo")
          .label("URL|PATH")
          .says(
              "The repository or a bundle of it. May be given several times. Without it, --commit"
                  + " alone tells what the archive says of itself.");

  private final Argument<String> revision =
      Argument.text("--commit")
          .label("REV")
          .says(
              "The commit, where it is known: a full id, a tag, a branch, a full ref name, HEAD, or"
                  + " the first digits of an id. Without it, it is looked for.");

  private final Argument<Boolean> trees =
      Argument.flag("--trees")
          .says(
              "Fetch the commit and its trees, and no files: prove name, mode and content of every"
                  + " file by its id alone. --commit is a full id.");

  private final Argument<String> prefix =
      Argument.text("--prefix")
          .label("PREFIX")
          .orEmpty()
          .says("With --trees: what stands before every path. Default: the top directory.");

  private final Argument<Path> pinFile =
      Argument.path("--pin")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says("Append the pin to this file too. Not with --trees, which finds none.");

  private final DetailOptions details = new DetailOptions(20);
  private final BuildOptions shared = new BuildOptions();

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Find the commit and the recipe that a published archive was made with, and prove them"
                + " by making it again; or say what in it is not the commit's.",
            "",
            "The first line is the verdict: reproduced; raw tar reproduced, compressor unknown;"
                + " content equals the tree, tar differs; or content differs. A ready pin follows"
                + " where there is one.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot audit app-1.0.tar.gz --repo https://example.org/app.git",
            "  snapshot audit app-1.0.tar.gz --repo ../app --commit v1.0 --pin pins.toml",
            "  snapshot audit app-1.0.tar.gz --repo https://example.org/app.git --trees --commit"
                + " ID",
            "  snapshot audit app-1.0.tar.gz --commit ID",
            "",
            "Exit codes: 0 reproduced or proved, 1 something differs or the compressor is unknown,"
                + " 2 wrong usage or no archive, 3 it could not be done.");
    Argument.addTo(command, file, urls, revision, trees, prefix, pinFile);
    details.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    CompareRequest.Detail detail = details.toDetail();
    if (trees.get() || urls.get().isEmpty()) {
      return prove(detail);
    }
    if (prefix.isGiven()) {
      throw new InvalidInputException(
          "--prefix is found, not given", "leave it out, or add --trees");
    }
    Optional<AppendPin> pins =
        pinFile.isGiven() ? Optional.of(new AppendPin(pinFile.get())) : Optional.empty();
    List<String> pinUrls =
        pins.isEmpty() ? urls.get() : urls.get().stream().map(url -> pins.get().url(url)).toList();
    AuditRequest request =
        new AuditRequest(file.get(), urls.get(), pinUrls, revision.value(), detail);
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      AuditReport report = snapshots.audit(request);
      progress.stop();
      boolean reproduced = report.verdict() == AuditVerdict.REPRODUCED;
      ExitCode code = reproduced ? ExitCode.DONE : ExitCode.DIFFERENT;
      if (!shared.json()) {
        new AuditText(new SafePrint(terminal.out())).print(report);
      }
      if (pins.isPresent() && report.pin().isPresent()) {
        pins.get().append(report.pin().get());
      }
      if (shared.json()) {
        // After all that can fail: a failure has an object of its own.
        AuditJson.print(terminal.out(), report, code);
      }
      return code.code();
    }
  }

  private Integer prove(CompareRequest.Detail detail) throws IOException {
    if (pinFile.isGiven()) {
      throw new InvalidInputException(
          trees.get()
              ? "--trees finds no recipe, and so no pin for " + pinFile.get()
              : "without a repository there is no pin for " + pinFile.get(),
          trees.get() ? "leave out --trees, or --pin" : "name it with --repo, or leave out --pin");
    }
    if (trees.get() && urls.get().isEmpty()) {
      throw new InvalidInputException("--trees has no repository", "name it with --repo");
    }
    if (!revision.isGiven() || !Oid.isHex(revision.get())) {
      throw new InvalidInputException(
          !revision.isGiven() ? "there is no commit" : revision.get() + " is not a full id",
          urls.get().isEmpty()
              ? "name the repository with --repo, or the full id with --commit"
              : "give the full id with --commit; it is what is proved");
    }
    ProofRequest request =
        new ProofRequest(
            file.get(),
            urls.get(),
            Oid.fromHex(revision.get()),
            prefix.value().map(ByteString::utf8));
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      ProofReport report = snapshots.prove(request);
      progress.stop();
      ProofPrinter printer = new ProofPrinter(terminal.out(), detail.files());
      boolean proved = report.outcome() == ProofReport.Outcome.PROVED;
      ExitCode code = proved ? ExitCode.DONE : ExitCode.DIFFERENT;
      if (shared.json()) {
        printer.json(report, code);
      } else {
        printer.text(report);
      }
      return code.code();
    }
  }
}
