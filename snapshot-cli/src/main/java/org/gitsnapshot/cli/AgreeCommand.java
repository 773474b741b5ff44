package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.MergeReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot agree}. */
@Command(
    name = "agree",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Compare the manifests of independent mirrors, or the records of independent people.",
      "",
      "For each file: how many of those that have it agree on the content, the raw tar and the"
          + " compressed bytes, and who does not; of a cleaned file also on the original and on what"
          + " was removed, of one that was compressed again on the original file. With --require, 1"
          + " if fewer than K agree on the bytes of any file; without, 1 if any two contradict each"
          + " other.",
      "",
      "Records are the NAME.manifest.json that build, clean and recompress write beside their files."
          + " Two that name their files differently are compared by form."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot agree http://a.example/ http://b.example/ our/manifest.json --require 3",
      "  snapshot agree mine/app-clean.manifest.json theirs/app-clean.manifest.json",
      "  snapshot agree mine/ theirs/",
      "  snapshot agree shard-*/manifest.json --merge mirror/manifest.json"
    })
final class AgreeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final NetworkOptions shared = new NetworkOptions();

  @Parameters(
      arity = "1..*",
      converter = PathArgument.AsText.class,
      paramLabel = "MANIFEST",
      description =
          "A manifest's or record's file or URL, a mirror's directory or one with records in it, or"
              + " a mirror's URL with a slash at the end.")
  private List<String> manifests = new ArrayList<>();

  @Option(
      names = "--require",
      paramLabel = "K",
      description = "Fail with 1 unless at least K agree on the bytes of every file.")
  private @Nullable Integer require;

  @Option(
      names = "--merge",
      converter = PathArgument.AsFile.class,
      paramLabel = "FILE",
      description =
          "Write one manifest with the files of all, which are mirrors' and must not contradict each"
              + " other; with SHA256SUMS and index.html beside it where FILE is called"
              + " manifest.json. Its directory is made when it does not exist.")
  private @Nullable Path merge;

  AgreeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (require != null && require < 1) {
      throw new InvalidInputException("--require is at least 1, not " + require, null);
    }
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      AgreementReport report = mirrors.agree(manifests);
      boolean fails = require != null ? !report.below(require).isEmpty() : report.disagrees();
      ExitCode code = fails ? ExitCode.DIFFERENT : ExitCode.DONE;
      // Before anything is said: what cannot be merged, or not be written, is no success.
      Optional<MergeReport> merged =
          merge != null && !report.disagrees()
              ? Optional.of(mirrors.merge(manifests, merge))
              : Optional.empty();
      Optional<String> note = merged.flatMap(MergeReport::note);
      if (!shared.json()) {
        String below =
            require == null ? "" : ", " + report.below(require).size() + " below " + require;
        new AgreementPrinter(new SafePrint(terminal.out())).print(report, below);
      }
      if (merged.isPresent() && !shared.json()) {
        note.ifPresent(terminal::note);
        terminal
            .out()
            .println("wrote " + merge + " with " + Count.of(merged.get().files(), "file"));
      } else if (merge != null && merged.isEmpty()) {
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
