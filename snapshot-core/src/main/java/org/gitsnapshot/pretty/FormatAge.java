package org.gitsnapshot.pretty;

/** Which of git's versions formats are expanded as; {@code docs/export-subst.md} has the list. */
public enum FormatAge {
  /** 2.39, and near enough all from 2.32 to 2.42. */
  GIT_2_39,
  /** 2.46 to 2.55 and, as long as nothing changes, later. */
  GIT_2_46;

  /** Returns whether {@code %(decorate)} is known, as it is since 2.43. */
  boolean hasDecorate() {
    return this == GIT_2_46;
  }

  /** Returns whether the zone 0 is {@code Z} in {@code %aI} and {@code %cI}, as since 2.45. */
  boolean writesZ() {
    return this == GIT_2_46;
  }

  /** Returns whether {@code %(trailers:…)} leaves comments out and ends each line, since 2.45. */
  boolean tidiesTrailers() {
    return this == GIT_2_46;
  }

  /** Returns whether a color may have three hex digits, as since 2.46. */
  boolean hasShortColors() {
    return this == GIT_2_46;
  }
}
