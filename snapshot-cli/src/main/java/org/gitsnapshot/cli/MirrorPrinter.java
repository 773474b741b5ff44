package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;

/** Prints what came of a mirror: a line for each file that is new, and a table of what failed. */
final class MirrorPrinter {
  private final Terminal terminal;
  private final ProgressLine progress;
  private final boolean json;

  MirrorPrinter(Terminal terminal, ProgressLine progress, boolean json) {
    this.terminal = terminal;
    this.progress = progress;
    this.json = json;
  }

  /** Prints a file that is new; called from several threads. */
  void done(MirrorFileReport report) {
    boolean isNew = report.outcome() == Outcome.MADE || report.outcome() == Outcome.DOWNLOADED;
    if (isNew && !json) {
      progress.print(
          terminal.out(),
          report.name()
              + ": "
              + report.outcome().label()
              + report.from().map(from -> ", " + from).orElse("")
              + "\n");
    }
  }

  /**
   * Prints what is said of all together.
   *
   * @param verdict whether to say that it is complete, or that it is not
   */
  ExitCode end(MirrorReport report, boolean verdict) throws IOException {
    progress.stop();
    ExitCode code = code(report);
    if (json) {
      MirrorReportJson.print(terminal.out(), report, code);
      return code;
    }
    List<MirrorFileReport> failed =
        report.files().stream().filter(file -> !file.outcome().there()).toList();
    report.pruned().forEach(name -> terminal.out().println(name + ": removed"));
    report.notes().forEach(note -> terminal.out().println(Terminal.noteLine(note)));
    if (!failed.isEmpty()) {
      terminal.out().print(table(failed));
    }
    terminal.out().println(summary(report));
    if (verdict) {
      terminal
          .out()
          .println(
              report.complete()
                  ? "complete: "
                      + Count.of(report.files().size(), "file")
                      + ", "
                      + report.bytes()
                      + " bytes"
                  : "not complete: missing or wrong: " + Count.of(failed.size(), "file"));
    }
    return code;
  }

  /** One line each: the outcome, the name, and why. */
  private static String table(List<MirrorFileReport> failed) {
    int width = failed.stream().mapToInt(file -> file.name().length()).max().orElse(0);
    StringBuilder table = new StringBuilder("What failed, and why:\n");
    for (MirrorFileReport file : failed) {
      table.append("  %-7s  ".formatted(file.outcome().label()));
      table.append(file.name()).append(" ".repeat(width - file.name().length() + 2));
      file.message().map(SafeText::line).ifPresent(table::append);
      file.hint().ifPresent(hint -> table.append(" (").append(SafeText.line(hint)).append(')'));
      table.append('\n');
    }
    return table.toString();
  }

  private static String summary(MirrorReport report) {
    String parts =
        Arrays.stream(Outcome.values())
            .filter(outcome -> report.count(outcome) > 0)
            .map(outcome -> report.count(outcome) + " " + outcome.label())
            .collect(Collectors.joining(", "));
    return Count.of(report.files().size(), "file") + (parts.isEmpty() ? "" : ": " + parts);
  }

  /** A failure outweighs a difference, as for pins. */
  private static ExitCode code(MirrorReport report) {
    if (report.count(Outcome.FAILED) > 0) {
      return ExitCode.FAILED;
    }
    return report.complete() ? ExitCode.DONE : ExitCode.DIFFERENT;
  }
}
