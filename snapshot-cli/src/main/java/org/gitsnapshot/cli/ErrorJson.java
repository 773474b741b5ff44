package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;

/** The JSON of a command that could not do its work. */
final class ErrorJson {
  private ErrorJson() {}

  static void print(PrintStream out, String command, String message, String hint, ExitCode code)
      throws IOException {
    Json.print(
        out,
        command,
        code,
        json -> {
          json.writeStringField("error", message);
          if (!hint.isEmpty()) {
            json.writeStringField("hint", hint);
          }
        });
  }
}
