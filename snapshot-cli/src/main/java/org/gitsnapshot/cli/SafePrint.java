package org.gitsnapshot.cli;

import java.io.PrintStream;
import org.gitsnapshot.io.SafeText;

/** Prints lines with what somebody else named in them. */
final class SafePrint {
  private final PrintStream out;

  SafePrint(PrintStream out) {
    this.out = out;
  }

  void println() {
    out.println();
  }

  /** Prints one line; what could draw on a terminal, or begin another line, is replaced. */
  void println(String line) {
    out.println(SafeText.harmless(line));
  }

  /** Prints lines that are known to be harmless. */
  void print(String lines) {
    out.print(lines);
  }
}
