package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gitsnapshot.report.FileReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;

/** Prints the reports of pins: a few lines each as it ends and a summary, or one JSON object. */
final class PinPrinter {
  private final Terminal terminal;
  private final ProgressLine progress;
  private final boolean json;
  private final String command;

  PinPrinter(Terminal terminal, ProgressLine progress, boolean json, String command) {
    this.terminal = terminal;
    this.progress = progress;
    this.json = json;
    this.command = command;
  }

  /** Prints one pin's lines; called from several threads. */
  void done(PinReport report) {
    if (!json) {
      progress.print(terminal.out(), text(report));
      for (String note : report.notes()) {
        progress.print(terminal.err(), Terminal.noteLine(report.name() + ": " + note) + "\n");
      }
    }
  }

  /** Prints what is said of all together, and returns the exit code. */
  ExitCode end(List<PinReport> reports) throws IOException {
    progress.stop();
    ExitCode code = ExitCode.of(reports);
    if (json) {
      PinReportJson.print(terminal.out(), command, reports, code);
    } else if (reports.size() > 1) {
      terminal.out().println(summary(reports));
    }
    return code;
  }

  private static String text(PinReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.name()).append(": ").append(report.verdict().label());
    if (report.verdict() == Verdict.SAME || report.anyDiffers()) {
      text.append(" (content ").append(report.content().label());
      text.append(", raw tar ").append(report.rawTar().label());
      text.append(", compressed ").append(report.compressed().label()).append(')');
    }
    report.message().ifPresent(message -> text.append(": ").append(message));
    report.hint().ifPresent(hint -> text.append(" (").append(hint).append(')'));
    text.append('\n');
    if (report.verdict() == Verdict.SAME || report.verdict() == Verdict.BUILT) {
      report.tar().ifPresent(tar -> text.append(line(tar.sha256().hex(), "the raw tar")));
      for (FileReport file : report.files()) {
        if (file.format().compressed()) {
          file.made().ifPresent(made -> text.append(line(made.sha256().hex(), file.name())));
        }
      }
    }
    return text.toString();
  }

  private static String line(String digest, String name) {
    return "  sha256 " + digest + "  " + name + "\n";
  }

  private static String summary(List<PinReport> reports) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    reports.forEach(report -> counts.merge(report.verdict(), 1, Integer::sum));
    String parts =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().label())
            .collect(Collectors.joining(", "));
    return reports.size() + " pins: " + parts;
  }
}
