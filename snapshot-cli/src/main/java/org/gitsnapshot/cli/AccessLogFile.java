package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.gitsnapshot.error.Explanation;

/**
 * The access log of a server, in a file. It ends no server: lines that cannot be written are
 * counted, and the operator is told of the first and, when there is room again or the server ends,
 * of how many.
 *
 * <p>Thread-safe.
 */
final class AccessLogFile {
  private final AppendedFile file;
  private final Consumer<String> problems;
  private long lost;

  private AccessLogFile(AppendedFile file, Consumer<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Opens a log, which is made when it is not there.
   *
   * @param problems takes a line for what an operator should see to
   * @throws IOException if it cannot be opened
   */
  static AccessLogFile open(Path path, Consumer<String> problems) throws IOException {
    AppendedFile file = new AppendedFile(path, LogBegin.ACCESS);
    file.append("");
    return new AccessLogFile(file, problems);
  }

  /** Writes a line. */
  synchronized void line(String line) {
    try {
      file.append(line + "\n");
    } catch (IOException e) {
      if (lost++ == 0) {
        problems.accept(
            "cannot write the access log " + file.path() + ", and go on: " + Explanation.reason(e));
      }
      return;
    }
    tellLost();
  }

  /** Tells of the lines that are missing, when no more will come. */
  synchronized void end() {
    tellLost();
  }

  private void tellLost() {
    if (lost > 0) {
      problems.accept(
          Count.of(lost, "line") + " could not be written into the access log " + file.path());
      lost = 0;
    }
  }
}
