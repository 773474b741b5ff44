package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.Camp;
import org.gitsnapshot.report.AgreementReport.FileAgreement;
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
      "Compare the manifests of independent mirrors.",
      "",
      "For each file: how many of those that have it agree on the content, the raw tar and the"
          + " compressed bytes, and who does not. With --require, 1 if fewer than K agree on the"
          + " bytes of any file; without, 1 if any two contradict each other."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot agree http://a.example/ http://b.example/ our/manifest.json --require 3",
      "  snapshot agree shard-*/manifest.json --merge mirror/manifest.json"
    })
final class AgreeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final SharedOptions shared = new SharedOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "MANIFEST",
      description =
          "A manifest's file or URL, a mirror's directory, or a mirror's URL with a slash at the"
              + " end.")
  private List<String> manifests = new ArrayList<>();

  @Option(
      names = "--require",
      paramLabel = "K",
      description = "Fail with 1 unless at least K agree on the bytes of every file.")
  private @Nullable Integer require;

  @Option(
      names = "--merge",
      paramLabel = "FILE",
      description =
          "Write one manifest with the files of all, which must not contradict each other; with"
              + " SHA256SUMS and index.html beside it where FILE is called manifest.json.")
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
      if (!shared.json()) {
        print(report);
      }
      if (merge != null && !report.disagrees()) {
        MirrorManifest merged = mirrors.merge(manifests);
        Mirrors.writeLists(merged, merge);
        if (!shared.json()) {
          terminal
              .out()
              .println("wrote " + merge + " with " + Count.of(merged.files().size(), "file"));
        }
      } else if (merge != null) {
        terminal.error("the manifests contradict each other, so nothing is merged", "");
        code = ExitCode.DIFFERENT;
      }
      if (shared.json()) {
        MirrorJson.agree(terminal.out(), report, code);
      }
      return code.code();
    }
  }

  private void print(AgreementReport report) {
    for (FileAgreement file : report.files()) {
      StringBuilder line = new StringBuilder(file.name()).append(':');
      append(line, " content ", file.content());
      append(line, " raw tar ", file.rawTar());
      append(line, " compressed ", file.compressed());
      line.setLength(line.length() - 1);
      terminal.out().println(line);
      outliers("content", file.content());
      outliers("raw tar", file.rawTar());
      outliers("compressed", file.compressed());
      if (!file.missing().isEmpty()) {
        terminal.out().println("  not in " + String.join(", ", file.missing()));
      }
    }
    long disagreed = report.files().stream().filter(FileAgreement::disagrees).count();
    String below = require == null ? "" : ", " + report.below(require).size() + " below " + require;
    terminal
        .out()
        .println(
            "%s, %s: %d with contradictions%s"
                .formatted(
                    Count.of(report.manifests().size(), "manifest"),
                    Count.of(report.files().size(), "file"),
                    disagreed,
                    below));
  }

  private static void append(StringBuilder line, String question, List<Camp> camps) {
    if (!camps.isEmpty()) {
      int all = camps.stream().mapToInt(camp -> camp.manifests().size()).sum();
      line.append(question).append(camps.get(0).manifests().size()).append('/').append(all);
      line.append(',');
    }
  }

  /** Names those outside of the majority, or all where there is none. */
  private void outliers(String question, List<Camp> camps) {
    if (camps.size() < 2) {
      return;
    }
    boolean majority = AgreementReport.majority(camps).isPresent();
    for (Camp camp : camps.subList(majority ? 1 : 0, camps.size())) {
      terminal
          .out()
          .println(
              "  "
                  + (majority ? "outlier in " : "no majority in ")
                  + question
                  + ": "
                  + String.join(", ", camp.manifests())
                  + " has "
                  + camp.value());
    }
  }
}
