package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Find the commit and the recipe that a published archive was made with, and prove them by"
          + " making it again; or say what in it is not the commit's.",
      "",
      "The first line is the verdict: reproduced; raw tar reproduced, compressor unknown; content"
          + " equals the tree, tar differs; or content differs. A ready pin follows where there is"
          + " one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot audit app-1.0.tar.gz --repo https://example.org/app.git",
      "  snapshot audit app-1.0.tar.gz --repo ../app --commit v1.0 --pin pins.toml",
      "  snapshot audit app-1.0.tar.gz --repo https://example.org/app.git --trees --commit ID",
      "  snapshot audit app-1.0.tar.gz --commit ID",
      "",
      "Exit codes: 0 reproduced or proved, 1 something differs or the compressor is unknown, 2 wrong usage or"
          + " no archive, 3 it could not be done."
    })
final class AuditCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "TARBALL", description = "A tar, raw or compressed.")
  private Path file = Path.of("");

  @Option(
      names = "--repo",
      converter = PathArgument.AsText.class,
      paramLabel = "URL|PATH",
      description =
          "The repository or a bundle of it. May be given several times. Without it, --commit alone"
              + " tells what the archive says of itself.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--commit",
      paramLabel = "REV",
      description =
          "The commit, where it is known: a full id, a tag, a branch, a full ref name, HEAD, or the"
              + " first digits of an id. Without it, it is looked for.")
  private @Nullable String revision;

  @Option(
      names = "--trees",
      description =
          "Fetch the commit and its trees, and no files: prove name, mode and content of every file"
              + " by its id alone. --commit is a full id.")
  private boolean trees;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "With --trees: what stands before every path. Default: the top directory.")
  private @Nullable String prefix;

  @Option(
      names = "--pin",
      converter = PathArgument.AsFile.class,
      paramLabel = "FILE",
      description = "Append the pin to this file too. Not with --trees, which finds none.")
  private @Nullable Path pinFile;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "The most files to list of those that differ in one way. Default: 1000.")
  private int limit = CompareRequest.Detail.DEFAULT.files();

  @Option(
      names = "--diffs",
      paramLabel = "N",
      description = "The most of them to compare line by line. Default: 100.")
  private int diffs = CompareRequest.Detail.DEFAULT.contents();

  @Option(
      names = "--diff-lines",
      paramLabel = "N",
      description = "The most lines of one file's diff. Default: 20.")
  private int diffLines = 20;

  @Mixin private final BuildOptions shared = new BuildOptions();

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 0 || diffs < 0 || diffLines < 0) {
      throw new InvalidInputException("--most, --diffs and --diff-lines are at least 0", null);
    }
    if (trees || urls.isEmpty()) {
      return prove();
    }
    if (prefix != null) {
      throw new InvalidInputException(
          "--prefix is found, not given", "leave it out, or add --trees");
    }
    CompareRequest.Detail standard = CompareRequest.Detail.DEFAULT;
    CompareRequest.Detail detail =
        new CompareRequest.Detail(limit, diffs, diffLines, standard.diffBytes(), standard.places());
    Optional<AppendPin> pins =
        pinFile == null ? Optional.empty() : Optional.of(new AppendPin(pinFile));
    List<String> pinUrls =
        pins.isEmpty() ? urls : urls.stream().map(url -> pins.get().url(url)).toList();
    AuditRequest request =
        new AuditRequest(file, urls, pinUrls, Optional.ofNullable(revision), detail);
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

  private Integer prove() throws IOException {
    if (pinFile != null) {
      throw new InvalidInputException(
          trees
              ? "--trees finds no recipe, and so no pin for " + pinFile
              : "without a repository there is no pin for " + pinFile,
          trees ? "leave out --trees, or --pin" : "name it with --repo, or leave out --pin");
    }
    if (trees && urls.isEmpty()) {
      throw new InvalidInputException("--trees has no repository", "name it with --repo");
    }
    if (revision == null || !Oid.isHex(revision)) {
      throw new InvalidInputException(
          revision == null ? "there is no commit" : revision + " is not a full id",
          urls.isEmpty()
              ? "name the repository with --repo, or the full id with --commit"
              : "give the full id with --commit; it is what is proved");
    }
    ProofRequest request =
        new ProofRequest(
            file, urls, Oid.fromHex(revision), Optional.ofNullable(prefix).map(ByteString::utf8));
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      ProofReport report = snapshots.prove(request);
      progress.stop();
      ProofPrinter printer = new ProofPrinter(terminal.out(), limit);
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
