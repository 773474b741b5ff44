package org.gitsnapshot.serve;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a request, RFC 9110, 13, against a file's tag and time.
 *
 * @param tag the file's entity tag, a strong one
 * @param modified when it was changed, in whole seconds
 */
record Conditions(String tag, Instant modified) {
  /** RFC 9110, 5.6.7: the JDK's RFC 1123 format has days of one digit. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT);

  /** Drops what a header cannot say. */
  Conditions {
    modified = modified.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns the time as a header has it. */
  String lastModified() {
    return DATE.format(modified.atOffset(ZoneOffset.UTC));
  }

  /** Returns the status that the conditions lead to, 304 or 412, if they do. */
  Optional<Integer> refusal(HttpFields headers) {
    String match = list(headers, HttpHeader.IF_MATCH);
    if (match != null) {
      if (!matches(match, false)) {
        return Optional.of(412);
      }
    } else {
      Instant since = date(headers.get(HttpHeader.IF_UNMODIFIED_SINCE));
      if (since != null && modified.isAfter(since)) {
        return Optional.of(412);
      }
    }
    String none = list(headers, HttpHeader.IF_NONE_MATCH);
    if (none != null) {
      return matches(none, true) ? Optional.of(304) : Optional.empty();
    }
    Instant since = date(headers.get(HttpHeader.IF_MODIFIED_SINCE));
    return since != null && !modified.isAfter(since) ? Optional.of(304) : Optional.empty();
  }

  /** Returns whether a range may be answered with: the client has a part of this very file. */
  boolean rangeHolds(HttpFields headers) {
    String validator = headers.get(HttpHeader.IF_RANGE);
    if (validator == null) {
      return true;
    }
    return validator.strip().equals(tag) || modified.equals(date(validator));
  }

  private boolean matches(String list, boolean weakly) {
    if (list.strip().equals("*")) {
      return true;
    }
    // Our tags have no comma in them.
    for (String item : list.split(",", -1)) {
      String candidate = item.strip();
      if (weakly && candidate.startsWith("W/")) {
        candidate = candidate.substring(2);
      }
      if (candidate.equals(tag)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String list(HttpFields headers, HttpHeader name) {
    return headers.contains(name) ? String.join(",", headers.getValuesList(name)) : null;
  }

  /**
   * Reads any of the three forms of RFC 9110, 5.6.7; that its weekday is the date's is no matter.
   */
  private static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return HttpDateTime.parse(text).toInstant();
    } catch (IllegalArgumentException notADate) {
      return null;
    }
  }
}
