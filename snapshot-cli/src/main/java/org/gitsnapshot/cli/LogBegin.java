package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the lines of a kind of log begin. Lines at the end of a file that begins otherwise would
 * spoil it, whatever it is.
 */
enum LogBegin {
  /** The log of runs, see {@link LogLine}. */
  RUN(
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (error|warn|info|debug)"
          + " [a-z-]+\\[\\d+\\.[0-9a-f]{4}\\] "),
  /** Requests in the common log format. */
  ACCESS(
      "[0-9A-Fa-f.:]+(%\\w+)? - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] \"");

  /** Enough for the begin of a line. */
  private static final int LOOK = 1000;

  private final Pattern pattern;

  LogBegin(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /**
   * Returns whether a file may get a line of the log: it is one, empty, absent, or no file that
   * keeps what is written to it, such as a pipe. A full disk may have cut the first line off.
   */
  boolean fits(Path file) throws IOException {
    // What a descriptor leads to was chosen by whoever started the program.
    boolean descriptor = file.startsWith("/dev") || file.startsWith("/proc");
    if (descriptor || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      return true;
    }
    String begin;
    try (InputStream in = Files.newInputStream(file)) {
      begin = new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
    }
    String line = begin.stripLeading();
    Matcher matcher = pattern.matcher(line.substring(0, lineEnd(line)));
    return matcher.lookingAt() || matcher.hitEnd();
  }

  private static int lineEnd(String text) {
    int at = text.indexOf('\n');
    return at < 0 ? text.length() : at;
  }
}
