package org.gitsnapshot.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened, and that an operator may want to know of a year later. Immutable.
 *
 * <pre>{@code
 * Event.info("download").with("file", name).with("bytes", size)
 * }</pre>
 *
 * <p>No fact has a password: a URL is given as it is shown.
 *
 * @param level how much it matters
 * @param name what happened, a word in lower case, such as {@code download}; {@code docs/logs.md}
 *     has the list
 * @param facts what there is to say of it, in order: words in lower case with underscores, and
 *     texts that may have any characters
 */
public record Event(Level level, String name, Map<String, String> facts) {
  /** How much an event matters; the first matters most. */
  public enum Level {
    /** Something is not as promised, or could not be done. */
    ERROR,
    /** Something went wrong and was overcome, or has to be known. */
    WARN,
    /** What was done. */
    INFO,
    /** How it was done. */
    DEBUG;

    /** Returns the word in logs and on command lines, such as {@code info}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether an event of this level is in a log down to that one. */
    public boolean isIn(Level lowest) {
      return compareTo(lowest) <= 0;
    }
  }

  /** Copies the map. */
  public Event {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns an event without facts. */
  public static Event of(Level level, String name) {
    return new Event(level, name, Map.of());
  }

  /** Returns an event of level {@link Level#ERROR}. */
  public static Event error(String name) {
    return of(Level.ERROR, name);
  }

  /** Returns an event of level {@link Level#WARN}. */
  public static Event warn(String name) {
    return of(Level.WARN, name);
  }

  /** Returns an event of level {@link Level#INFO}. */
  public static Event info(String name) {
    return of(Level.INFO, name);
  }

  /** Returns an event of level {@link Level#DEBUG}. */
  public static Event debug(String name) {
    return of(Level.DEBUG, name);
  }

  /** Returns this event with one fact more, whose text is that of the value. */
  public Event with(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(key, String.valueOf(value));
    return new Event(level, name, more);
  }

  /** Returns this event with one fact more, if there is one. */
  public Event withOptional(String key, Optional<?> value) {
    return value.isPresent() ? with(key, value.get()) : this;
  }
}
