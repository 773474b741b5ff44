package org.gitsnapshot.cli;

import java.io.IOException;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.report.FetchReport.Upstream;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MirrorFault;

/** Prints what came of a fetch: a line for each file, what mirrors did wrong, and a summary. */
final class FetchPrinter {
  private final Terminal terminal;
  private final ProgressLine progress;
  private final boolean json;

  FetchPrinter(Terminal terminal, ProgressLine progress, boolean json) {
    this.terminal = terminal;
    this.progress = progress;
    this.json = json;
  }

  /** Prints one file's lines; called from several threads. */
  void done(FetchReport report) {
    if (!json) {
      progress.print(terminal.out(), text(report));
    }
  }

  /** Prints what is said of all together, and returns the exit code. */
  ExitCode end(FetchSummary summary) throws IOException {
    progress.stop();
    ExitCode code = code(summary);
    if (json) {
      MirrorJson.fetch(terminal.out(), summary, code);
      return code;
    }
    for (MirrorFault fault : summary.faults()) {
      terminal.out().print(line(fault));
    }
    long failed = summary.files().stream().filter(f -> f.outcome() == Outcome.FAILED).count();
    long got = summary.files().stream().filter(f -> f.outcome() == Outcome.FETCHED).count();
    terminal
        .out()
        .println(
            Count.of(summary.files().size(), "file")
                + ": "
                + got
                + " fetched, "
                + (summary.files().size() - got - failed)
                + " there already, "
                + failed
                + " failed; trusted: "
                + summary.trust());
    return code;
  }

  /** A mirror that lied is no reason to fail: the files are right, and it is named. */
  private static ExitCode code(FetchSummary summary) {
    if (summary.files().stream().anyMatch(file -> file.outcome() == Outcome.FAILED)) {
      return ExitCode.FAILED;
    }
    boolean differs =
        summary.files().stream().anyMatch(file -> file.upstream() == Upstream.DIFFERENT);
    return differs ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private static String text(FetchReport report) {
    StringBuilder text = new StringBuilder(SafeText.line(report.name()));
    text.append(": ").append(report.outcome().label());
    if (report.upstream() != Upstream.NOT_ASKED) {
      text.append(", upstream ").append(report.upstream().label());
    }
    report.message().map(SafeText::line).ifPresent(why -> text.append(": ").append(why));
    text.append('\n');
    report.faults().forEach(fault -> text.append("  ").append(line(fault)));
    return text.toString();
  }

  private static String line(MirrorFault fault) {
    return "mirror "
        + fault.mirror()
        + ": "
        + fault.kind().label()
        + ": "
        + SafeText.line(fault.message())
        + "\n";
  }
}
