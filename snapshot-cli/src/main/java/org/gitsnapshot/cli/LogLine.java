package org.gitsnapshot.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.progress.Event;

/**
 * The line of one event: time in UTC, level, run, name, and {@code key=value} for each fact.
 *
 * <p>A value that is one plain word stands as it is, any other in double quotes, in which a quote
 * and a backslash have a backslash before them and what would not show is written {@code \n},
 * {@code \t} or {@code \}{@code uXXXX}: so an event is always one line. What may be secret in a URL
 * is left out.
 */
final class LogLine {
  /** Longer values are cut; a line must fit into one write. */
  static final int MAX_VALUE = 16_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}._:/@+,~%^*-]+");

  private LogLine() {}

  static String of(Instant time, String run, Event event) {
    StringBuilder line = new StringBuilder(200);
    line.append(TIME.format(time)).append(' ').append(event.level().label());
    line.append(' ').append(run).append(' ').append(event.name());
    event.facts().forEach((key, value) -> append(line.append(' ').append(key).append('='), value));
    return line.append('\n').toString();
  }

  private static void append(StringBuilder line, String value) {
    String shown = SafeText.withoutSecrets(value);
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
