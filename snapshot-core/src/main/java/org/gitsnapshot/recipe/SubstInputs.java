package org.gitsnapshot.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What export-subst takes from a repository's state, where a pin gives it.
 *
 * <p>An empty text is a value: a commit that no ref decorates has {@code decorate=""}.
 *
 * @param abbrev the length of abbreviated ids, 4 to 64
 * @param decorate what {@code %D} expands to, such as {@code HEAD -> maint, tag: 0.18.0}
 * @param describe what {@code %(describe)} expands to
 */
public record SubstInputs(
    OptionalInt abbrev, Optional<String> decorate, Optional<String> describe) {
  /** The shortest abbreviation git makes. */
  public static final int MIN_ABBREV = 4;

  /** The longest id there is, that of SHA-256. */
  public static final int MAX_ABBREV = 64;

  /** Nothing given. */
  public static final SubstInputs NONE =
      new SubstInputs(OptionalInt.empty(), Optional.empty(), Optional.empty());

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code abbrev} is out of range or a text has a NUL, a line
   *     end or half a character
   */
  public SubstInputs {
    if (abbrev.isPresent() && (abbrev.getAsInt() < MIN_ABBREV || abbrev.getAsInt() > MAX_ABBREV)) {
      throw new IllegalArgumentException("abbrev is 4 to 64, not " + abbrev.getAsInt());
    }
    decorate.ifPresent(SubstInputs::checkText);
    describe.ifPresent(SubstInputs::checkText);
  }

  private static void checkText(String text) {
    if (!isText(text)) {
      throw new IllegalArgumentException("not one line of text: " + text);
    }
  }

  /** Returns whether a text can stand for {@code %D} or {@code %(describe)}. */
  public static boolean isText(String text) {
    return text.chars().noneMatch(c -> c == 0 || c == '\n' || c == '\r')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
