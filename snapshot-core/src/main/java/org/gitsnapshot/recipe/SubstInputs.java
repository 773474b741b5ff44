package org.gitsnapshot.recipe;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What export-subst takes from a repository's state, where a pin gives it.
 *
 * @param abbrev the length of abbreviated ids, 4 to 64
 * @param decorate what {@code %D} expands to, such as {@code HEAD -> maint, tag: 0.18.0}
 * @param describe what {@code %(describe)} expands to
 */
public record SubstInputs(
    OptionalInt abbrev, Optional<String> decorate, Optional<String> describe) {
  /** Nothing given. */
  public static final SubstInputs NONE =
      new SubstInputs(OptionalInt.empty(), Optional.empty(), Optional.empty());
}
