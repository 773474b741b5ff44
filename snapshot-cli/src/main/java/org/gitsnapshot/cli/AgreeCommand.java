package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.MergeReport;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot agree}. */
final class AgreeCommand implements Subcommand {
  private final Terminal terminal;

  private final NetworkOptions shared = new NetworkOptions();

  private final Argument<List<String>> manifests =
      Argument.texts()
          .label("MANIFEST")
          .times("1..*")
          .says(
              "A manifest's or record's file or URL, a mirror's directory or one with records in"
                  + " it, or a mirror's URL with a slash at the end.");

  private final Argument<Integer> require =
      Argument.number("--require")
          .label("K")
          .says("Fail with 1 unless at least K agree on the bytes of every file.");

  private final Argument<Path> merge =
      Argument.path("--merge")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says(
              "Write one manifest with the files of all, which are mirrors' and must not contradict"
                  + " each other; with SHA256SUMS and index.html beside it where FILE is called"
                  + " manifest.json. Its directory is made when it does not exist.");

  AgreeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Compare the manifests of independent mirrors, or the records of independent people.",
            "",
            "For each file: how many of those that have it agree on the content, the raw tar and"
                + " the compressed bytes, and who does not; of a cleaned file also on the original"
                + " and on what was removed, of one that was compressed again on the original file."
                + " With --require, 1 if fewer than K agree on the bytes of any file; without, 1 if"
                + " any two contradict each other.",
            "",
            "Records are the NAME.manifest.json that build, clean and recompress write beside their"
                + " files. Two that name their files differently are compared by form.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot agree http://a.example/ http://b.example/ our/manifest.json --require 3",
            "  snapshot agree mine/app-clean.manifest.json theirs/app-clean.manifest.json",
            "  snapshot agree mine/ theirs/",
            "  snapshot agree shard-*/manifest.json --merge mirror/manifest.json");
    shared.addTo(command);
    Argument.addTo(command, manifests, require, merge);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    if (require.isGiven() && require.get() < 1) {
      throw new InvalidInputException("--require is at least 1, not " + require.get(), null);
    }
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      AgreementReport report = mirrors.agree(manifests.get());
      boolean fails =
          require.isGiven() ? !report.below(require.get()).isEmpty() : report.disagrees();
      ExitCode code = fails ? ExitCode.DIFFERENT : ExitCode.DONE;
      // Before anything is said: what cannot be merged, or not be written, is no success.
      Optional<MergeReport> merged =
          merge.isGiven() && !report.disagrees()
              ? Optional.of(mirrors.merge(manifests.get(), merge.get()))
              : Optional.empty();
      Optional<String> note = merged.flatMap(MergeReport::note);
      if (!shared.json()) {
        String below =
            require.isGiven()
                ? ", " + report.below(require.get()).size() + " below " + require.get()
                : "";
        new AgreementPrinter(new SafePrint(terminal.out())).print(report, below);
      }
      if (merged.isPresent() && !shared.json()) {
        note.ifPresent(terminal::note);
        terminal
            .out()
            .println("wrote " + merge.get() + " with " + Count.of(merged.get().files(), "file"));
      } else if (merge.isGiven() && merged.isEmpty()) {
        terminal.error("the manifests contradict each other, so nothing is merged", "");
        code = ExitCode.DIFFERENT;
      }
      if (shared.json()) {
        MirrorJson.agree(terminal.out(), report, note.stream().toList(), code);
      }
      return code.code();
    }
  }
}
