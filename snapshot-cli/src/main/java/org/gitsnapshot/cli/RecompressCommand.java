package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.ProcessEnd;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.report.RecompressReport;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecompressRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot recompress}. */
final class RecompressCommand implements Subcommand {
  private static final String RAW = "none";

  private final Terminal terminal;

  private final Argument<List<Path>> files =
      Argument.paths().label("FILE").times("1..*").says("What is compressed again.");

  private final Argument<String> to =
      Argument.text("--to")
          .label("ENGINE")
          .says(
              "Engine and level, as recipes have them: 'gnu-gzip -9', 'xz -6e', xz-mt, bzip2; none"
                  + " for the raw bytes.");

  private final Argument<Boolean> smallest =
      Argument.flag("--smallest")
          .says(
              "Try several engines, print what each comes to, and write the smallest; nothing if"
                  + " the file is smaller as it is. Where the smallest would have the file's own"
                  + " name, -o names another. Of equals gzip comes before bzip2 before xz, and a"
                  + " lower level before a higher.");

  private final Argument<String> engines =
      Argument.text("--engines")
          .label("LIST")
          .says(
              "With --smallest: try these, with commas between them; an engine without a level at"
                  + " all its levels. Default: gnu-gzip -9, zlib -9, bzip2 -9, xz -6, -6e, and the"
                  + " level of xz whose dictionary holds the whole content.");

  private final Argument<String> output =
      Argument.text("-o", "--output")
          .label("FILE|DIR")
          .says(
              "Write this file, or into this directory, which is made where the name ends in a"
                  + " slash or there are several files. Default: beside what is read.");

  private final Argument<Boolean> replace =
      Argument.flag("--replace")
          .says(
              "Replace a file that has the new file's name and other bytes. What is read is never"
                  + " replaced.");

  private final Argument<Boolean> publish =
      Argument.flag("--publish")
          .says(
              "Add the new file to the lists of the mirror that FILE is of: manifest.json,"
                  + " SHA256SUMS, index.html.");

  private final FileOptions shared = new FileOptions();

  RecompressCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Compress files in another way, with the same raw bytes, and keep the link to the form"
                + " that upstream published.",
            "",
            "A file may be a tar or anything else, raw or compressed by gzip, xz or bzip2. a.tar.gz"
                + " and a.tgz become a.tar.xz, fix.patch becomes fix.patch.xz. What was written is"
                + " read back and compared before it gets its name. FILE.manifest.json beside it"
                + " records the digests of upstream's form, of the raw bytes and of the new form,"
                + " and the engines of both.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot recompress upstream-1.0.tar.gz --to 'xz -9e'",
            "  snapshot recompress mirror/*.tar.bz2 --to gnu-gzip -o gz/",
            "  snapshot recompress upstream-1.0.tar.gz --smallest",
            "  snapshot recompress upstream-1.0.tar.gz --smallest --engines 'gnu-gzip,bzip2 -9'",
            "  snapshot verify --recompressed-from upstream-1.0.tar.gz upstream-1.0.tar.xz",
            "",
            "Exit codes: 0 done, or there already; 2 wrong usage or input; 3 at least one could not"
                + " be done.");
    Argument.addTo(command, files, to, smallest, engines, output, replace, publish);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    RecompressRequest.Form form = form();
    Optional<RecompressRequest.Output> place = output();
    ExitCode code = ExitCode.DONE;
    try (ProgressLine progress = ProgressLine.of(terminal, shared, files.get().size());
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      RecompressPrinter printer = new RecompressPrinter(terminal, progress, shared.json());
      List<Path> made = new ArrayList<>();
      for (Path file : files.get()) {
        try {
          RecompressReport report =
              derivations.recompress(
                  new RecompressRequest(
                      file,
                      form,
                      place,
                      replace.get(),
                      new ReadFiles(files.get()),
                      made,
                      publish.get()));
          report.made().ifPresent(one -> made.add(one.file()));
          printer.done(report);
          if (report.outcome() == RecompressReport.Outcome.BLOCKED) {
            code = ExitCode.FAILED;
          }
        } catch (SnapshotException failure) {
          if (files.get().size() == 1 || ProcessEnd.hasBegun()) {
            throw failure;
          }
          code = ExitCode.FAILED;
          printer.failed(file, failure);
        }
      }
      progress.stop();
      printer.end(code);
    }
    return code.code();
  }

  private RecompressRequest.Form form() throws InvalidInputException {
    if (to.isGiven() == smallest.get()) {
      throw new InvalidInputException(
          "recompress needs either --to ENGINE or --smallest", "such as --to 'xz -9'");
    }
    if (engines.isGiven() && !smallest.get()) {
      throw new InvalidInputException("--engines goes with --smallest", "or name one with --to");
    }
    if (!to.isGiven()) {
      return !engines.isGiven()
          ? new RecompressRequest.Smallest(List.of())
          : RecompressRequest.Smallest.parse(engines.get());
    }
    return to.get().equals(RAW)
        ? new RecompressRequest.Raw()
        : new RecompressRequest.To(Compressor.parse(to.get()));
  }

  private Optional<RecompressRequest.Output> output() throws InvalidInputException {
    if (!output.isGiven()) {
      return Optional.empty();
    }
    if (output.get().equals("-")) {
      throw new InvalidInputException(
          "what is written is read back, which standard output cannot be", "name a file with -o");
    }
    boolean directory = output.get().endsWith("/") || files.get().size() > 1;
    return Optional.of(new RecompressRequest.Output(Path.of(output.get()), directory));
  }
}
