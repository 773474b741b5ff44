package org.gitsnapshot.cli;

import java.util.List;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;

/** What the program's exit code says. */
enum ExitCode {
  /** Done, and the same where something was compared. */
  DONE(0),
  /** A difference was found. */
  DIFFERENT(1),
  /** Wrong usage or input. */
  USAGE(2),
  /** It could not be done; for several pins, at least one could not. */
  FAILED(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Returns the code for several pins: a failure outweighs a difference. */
  static ExitCode of(List<PinReport> reports) {
    if (reports.stream().anyMatch(report -> report.verdict() == Verdict.FAILED)) {
      return FAILED;
    }
    boolean different = reports.stream().anyMatch(r -> r.verdict() == Verdict.DIFFERENT);
    return different ? DIFFERENT : DONE;
  }
}
