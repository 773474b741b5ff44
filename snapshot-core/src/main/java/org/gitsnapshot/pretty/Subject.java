package org.gitsnapshot.pretty;

import java.util.List;

/** The first paragraph of a message, as one line or as the name of a file. */
final class Subject {
  private Subject() {}

  /** Appends the lines with a space between them, as {@code %s} has them. */
  static void appendJoined(ByteBuilder out, List<byte[]> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.append(' ');
      }
      out.append(lines.get(i));
    }
  }

  /**
   * Appends what is left of a line for {@code %f}: ASCII letters and digits, dots and underscores,
   * with one hyphen for all between; no dot twice, none at the end.
   */
  static void appendAsFileName(ByteBuilder out, byte[] line) {
    int start = out.length();
    boolean gap = false;
    for (int i = 0; i < line.length; i++) {
      int c = line[i];
      if (!Ascii.isAlphanumeric(c) && c != '.' && c != '_') {
        gap = true;
        continue;
      }
      if (gap && out.length() > start) {
        out.append('-');
      }
      gap = false;
      out.append(c);
      while (c == '.' && i + 1 < line.length && line[i + 1] == '.') {
        i++;
      }
    }
    while (out.length() > start && isTrailing(out.at(out.length() - 1))) {
      out.truncate(out.length() - 1);
    }
  }

  private static boolean isTrailing(int c) {
    return c == '.' || c == '-';
  }
}
