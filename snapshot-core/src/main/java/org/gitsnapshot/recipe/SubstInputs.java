package org.gitsnapshot.recipe;

import com.google.common.collect.ImmutableSortedMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What export-subst takes from a repository's state or from the moment, where a pin gives it.
 *
 * <p>An empty text is a value: a commit that no ref decorates has {@code decorate=""}.
 *
 * @param abbrev how ids are abbreviated
 * @param decorate what {@code %D} expands to, such as {@code HEAD -> maint, tag: 0.18.0}
 * @param describe what {@code %(describe)} expands to
 * @param mailmap the lines of the mailmap that matter, as gitmailmap(5) has them
 * @param given what the placeholders of {@link #GIVEN} expand to, by placeholder
 */
public record SubstInputs(
    Optional<Abbreviation> abbrev,
    Optional<String> decorate,
    Optional<String> describe,
    Optional<String> mailmap,
    Map<String, String> given) {
  /** The placeholders that depend on the clock or on somebody's keys. */
  public static final Set<String> GIVEN =
      Set.of("%ar", "%ah", "%cr", "%ch", "%G?", "%GG", "%GS", "%GK", "%GF", "%GP", "%GT");

  /** Nothing given. */
  public static final SubstInputs NONE =
      new SubstInputs(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  /**
   * Sorts what is given, and checks the values.
   *
   * @throws IllegalArgumentException if a text has a NUL or half a character, if {@code decorate}
   *     or {@code describe} has a line end, or if a placeholder is not one of {@link #GIVEN}
   */
  public SubstInputs {
    decorate.ifPresent(SubstInputs::checkLine);
    describe.ifPresent(SubstInputs::checkLine);
    mailmap.ifPresent(SubstInputs::checkText);
    given.values().forEach(SubstInputs::checkText);
    for (String placeholder : given.keySet()) {
      if (!GIVEN.contains(placeholder)) {
        throw new IllegalArgumentException(placeholder + " is not given but computed");
      }
    }
    given = ImmutableSortedMap.copyOf(given);
  }

  private static void checkLine(String text) {
    if (!isLine(text)) {
      throw new IllegalArgumentException("not one line of text: " + text);
    }
  }

  private static void checkText(String text) {
    if (!isText(text)) {
      throw new IllegalArgumentException("not a text: " + text);
    }
  }

  /** Returns whether a text can stand for {@code %D} or {@code %(describe)}. */
  public static boolean isLine(String text) {
    return isText(text) && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
  }

  /** Returns whether a text can be an input at all: no NUL in it and no half of a character. */
  public static boolean isText(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
