package org.gitsnapshot.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gitsnapshot.progress.Event;

/**
 * The line of one event: time in UTC, level, run, name, and {@code key=value} for each fact.
 *
 * <p>A value that is one plain word stands as it is, any other in double quotes, in which a quote
 * and a backslash have a backslash before them and what would not show is written {@code \n},
 * {@code \t} or {@code \}{@code uXXXX}: so an event is always one line. What stands between {@code
 * ://} and an {@code @}, and behind a question mark of a URL, is left out.
 */
final class LogLine {
  /** Longer values are cut; a line must fit into one write. */
  static final int MAX_VALUE = 16_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}._:/@+,~%^*-]+");

  /** A user of ssh is no secret, and a password is; of http the user may be a token. */
  private static final Pattern WEB_USER =
      Pattern.compile("(?i)(\\bhttps?://)[^/\\s\"'@]*(?:@[^/\\s\"'@]*)*@");

  private static final Pattern PASSWORD =
      Pattern.compile("(?i)(\\b[a-z][a-z0-9+.-]*://[^/\\s:\"'@]*):[^/\\s\"']*@");

  private static final Pattern QUERY =
      Pattern.compile("(?i)(\\bhttps?://[^\\s\"'?#]*)[?#][^\\s\"']*");

  private LogLine() {}

  static String of(Instant time, String run, Event event) {
    StringBuilder line = new StringBuilder(200);
    line.append(TIME.format(time)).append(' ').append(event.level().label());
    line.append(' ').append(run).append(' ').append(event.name());
    event.facts().forEach((key, value) -> append(line.append(' ').append(key).append('='), value));
    return line.append('\n').toString();
  }

  /** Returns a text without passwords and signatures in its URLs. */
  static String withoutSecrets(String text) {
    if (!text.contains("://")) {
      return text;
    }
    String noUser = WEB_USER.matcher(text).replaceAll("$1");
    return QUERY.matcher(PASSWORD.matcher(noUser).replaceAll("$1@")).replaceAll("$1");
  }

  private static void append(StringBuilder line, String value) {
    String shown = withoutSecrets(value);
    if (PLAIN.matcher(shown).matches() && shown.length() <= MAX_VALUE) {
      line.append(shown);
      return;
    }
    line.append('"');
    int end = Math.min(shown.length(), MAX_VALUE);
    for (int i = 0; i < end; i++) {
      escape(line, shown.charAt(i));
    }
    line.append(end < shown.length() ? "…" : "").append('"');
  }

  private static void escape(StringBuilder line, char c) {
    switch (c) {
      case '"', '\\' -> line.append('\\').append(c);
      case '\n' -> line.append("\\n");
      case '\t' -> line.append("\\t");
      default -> {
        if (isHidden(c)) {
          line.append(String.format("\\u%04x", (int) c));
        } else {
          line.append(c);
        }
      }
    }
  }

  /** Controls, line separators, marks of direction, and halves of characters that may be alone. */
  private static boolean isHidden(char c) {
    return Character.isISOControl(c)
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u200b' && c <= '\u200f')
        || (c >= '\u2060' && c <= '\u206f')
        || c == '\ufeff';
  }
}
