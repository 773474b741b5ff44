package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.gitsnapshot.io.SafeText;

/**
 * Where a command prints, and what it may know of its surroundings.
 *
 * @param out takes what the command is asked for
 * @param err takes progress and messages
 * @param environment the process's environment
 * @param interactive whether {@code err} is a terminal that a progress line can be drawn on
 * @param log takes what happens
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean interactive,
    RunLog log) {
  /** Prints one line of error, without what may be secret in a URL, wherever that was given. */
  void error(String message, String hint) {
    String safe = SafeText.withoutSecrets(message);
    err.println("snapshot: " + oneLine(safe) + (hint.isEmpty() ? "" : " (" + oneLine(hint) + ")"));
  }

  /**
   * Tells why a command ends, on both streams if it was to print JSON.
   *
   * @param arguments the command and what it was given
   * @return the code to end with
   */
  int failed(String message, String hint, ExitCode code, String[] arguments) {
    error(message, hint);
    if (Arguments.askForJson(arguments)) {
      String command = Commands.isOne(arguments) ? arguments[0] : "snapshot";
      try {
        ErrorJson.print(out, command, SafeText.withoutSecrets(message), hint, code);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return code.code();
  }

  /** Prints one line that the user should know of. */
  void note(String note) {
    err.println(noteLine(note));
  }

  /** Returns that line. */
  static String noteLine(String note) {
    return "note: " + oneLine(note);
  }

  private static String oneLine(String text) {
    return SafeText.line(text);
  }
}
