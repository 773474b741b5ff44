package org.gitsnapshot.pretty;

import java.util.Arrays;

/**
 * Finds the trailers at the end of a message, as git-interpret-trailers(1) describes them under its
 * default configuration.
 *
 * <p>They are the last paragraph, but not the first, if it holds nothing but trailers, or one that
 * git writes itself and no more than three times as many other lines as trailers. Comments and
 * lists of conflicts behind them do not count.
 *
 * @param start where the block begins in the message
 * @param end where it ends; the same if there is none
 */
record TrailerBlock(int start, int end) {
  private static final String[] WRITTEN_BY_GIT = {"Signed-off-by: ", "(cherry picked from commit "};

  /** Below this line git's editor shows a diff. */
  private static final String SCISSORS = "# ------------------------ >8 ------------------------\n";

  /** Finds the block of a message that begins with its subject. */
  static TrailerBlock find(byte[] message) {
    int end = withoutNotes(message);
    return new TrailerBlock(start(message, end), end);
  }

  /**
   * Returns the index of the colon that ends a trailer's key in {@code line[from, to)}, or -1: a
   * key is made of letters, digits and hyphens, and white space may follow it.
   */
  static int separator(byte[] line, int from, int to) {
    boolean space = false;
    for (int at = from; at < to; at++) {
      int c = line[at];
      if (c == ':') {
        return at;
      }
      if (!space && (Ascii.isAlphanumeric(c) || c == '-')) {
        continue;
      }
      if (at == from || (c != ' ' && c != '\t')) {
        return -1;
      }
      space = true;
    }
    return -1;
  }

  /** Returns where a message ends without the comments and the list of conflicts behind it. */
  private static int withoutNotes(byte[] message) {
    int cutoff = scissors(message);
    int notes = -1;
    boolean inConflicts = false;
    int at = 0;
    while (at < cutoff) {
      if (message[at] == '#' || message[at] == '\n') {
        notes = notes < 0 ? at : notes;
      } else if (Ascii.startsWith(message, at, message.length, "Conflicts:\n")) {
        inConflicts = true;
        notes = notes < 0 ? at : notes;
      } else if (!inConflicts || message[at] != '\t') {
        notes = -1;
        inConflicts = false;
      }
      at = RawCommit.lineEnd(message, at);
    }
    return notes > 0 ? notes : cutoff;
  }

  private static int scissors(byte[] message) {
    for (int at = 0; at < message.length; at = RawCommit.lineEnd(message, at)) {
      if (Ascii.startsWith(message, at, message.length, SCISSORS)) {
        return at;
      }
    }
    return message.length;
  }

  private static int start(byte[] message, int end) {
    int title = endOfTitle(message, end);
    Lines lines = new Lines();
    int lineEnd = end;
    while (lineEnd > 0) {
      int line = lineBefore(message, lineEnd);
      if (line < title) {
        break;
      }
      if (message[line] == '#') {
        lines.endContinuation();
      } else if (isBlank(message, line, lineEnd)) {
        if (lines.any) {
          return lines.areTrailers() ? lineEnd : end;
        }
      } else {
        lines.add(message, line, lineEnd);
      }
      lineEnd = line;
    }
    return end;
  }

  /** Returns where the first blank line is; comments before it are not looked at. */
  private static int endOfTitle(byte[] message, int end) {
    int at = 0;
    while (at < end) {
      int lineEnd = RawCommit.lineEnd(message, at);
      if (message[at] != '#' && isBlank(message, at, lineEnd)) {
        break;
      }
      at = lineEnd;
    }
    return at;
  }

  private static int lineBefore(byte[] message, int end) {
    int at = end - 1;
    while (at > 0 && message[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte[] message, int from, int to) {
    int at = from;
    while (at < to && Ascii.isSpace(message[at]) && message[at] != '\n') {
      at++;
    }
    return at == to || message[at] == '\n';
  }

  /** What the lines of a paragraph are, from the last to the first. */
  private static final class Lines {
    private boolean any;
    private boolean writtenByGit;
    private int trailers;
    private int others;

    /** Indented lines that belong to a trailer if one comes before them. */
    private int continuation;

    void add(byte[] message, int from, int to) {
      any = true;
      boolean known =
          Arrays.stream(WRITTEN_BY_GIT).anyMatch(head -> Ascii.startsWith(message, from, to, head));
      if (known) {
        writtenByGit = true;
      }
      if (known || separator(message, from, to) > from) {
        trailers++;
        continuation = 0;
      } else if (Ascii.isSpace(message[from])) {
        continuation++;
      } else {
        others++;
        endContinuation();
      }
    }

    void endContinuation() {
      others += continuation;
      continuation = 0;
    }

    boolean areTrailers() {
      endContinuation();
      return writtenByGit ? trailers * 3 >= others : trailers > 0 && others == 0;
    }
  }
}
