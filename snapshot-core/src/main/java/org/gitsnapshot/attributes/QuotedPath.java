package org.gitsnapshot.attributes;

import java.util.Optional;

/**
 * A path in double quotes with C's escapes, as git writes and reads unusual names.
 *
 * @param text what is quoted, one char a byte
 * @param end the index behind the closing quote
 */
record QuotedPath(String text, int end) {
  private static final String LETTERS = "abfnrtv";
  private static final String CONTROLS = "\u0007\b\f\n\r\t\u000b";

  /** Reads from an opening quote on; gives nothing if the quoting is broken. */
  static Optional<QuotedPath> parse(String line) {
    StringBuilder text = new StringBuilder();
    int at = 1;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return Optional.of(new QuotedPath(text.toString(), at));
      }
      if (c != '\\') {
        text.append(c);
        continue;
      }
      if (at == line.length()) {
        return Optional.empty();
      }
      char escaped = line.charAt(at++);
      int letter = LETTERS.indexOf(escaped);
      if (letter >= 0) {
        text.append(CONTROLS.charAt(letter));
      } else if (escaped == '\\' || escaped == '"') {
        text.append(escaped);
      } else if (escaped >= '0' && escaped <= '3' && isOctal(line, at) && isOctal(line, at + 1)) {
        text.append((char) Integer.parseInt(line.substring(at - 1, at + 2), 8));
        at += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isOctal(String line, int at) {
    return at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '7';
  }
}
