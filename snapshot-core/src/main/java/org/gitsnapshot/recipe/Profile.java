package org.gitsnapshot.recipe;

import java.util.Optional;

/**
 * Whose tar: the age of {@code git archive} whose bytes are meant.
 *
 * <p>The layout of raw tars has not changed from git 2.24 to today; before that there are three
 * ages. Which files are in a tar is decided by today's rules in all of them, and export-subst
 * expands formats as git 2.39 does in all but {@link #GIT_2_46}.
 */
public enum Profile {
  /** Git 2.24 to today, but for the formats that {@link #GIT_2_46} expands in another way. */
  GIT("git"),
  /**
   * Git 2.46 to today. Only export-subst tells it from {@link #GIT}: {@code %(decorate)} is known,
   * {@code %aI} and {@code %cI} have {@code Z} for the zone 0, and a few rarer things.
   */
  GIT_2_46("git-2.46"),
  /** Git 2.14.3 to 2.23: pax record lengths near a power of ten are one too short. */
  GIT_2_14("git-2.14"),
  /** Git 1.8.1.1 to 2.14.2: also, directories of which nothing is left are written. */
  GIT_2_9("git-2.9"),
  /**
   * Git up to 1.8.1, and GitHub until September 2017: also, long directory paths leave the name
   * empty.
   */
  GIT_1_8_0("git-1.8.0");

  private final String label;

  Profile(String label) {
    this.label = label;
  }

  /** Returns the name in pins and recipes. */
  public String label() {
    return label;
  }

  /** Returns whether directories of which nothing is left are written. */
  public boolean keepsEmptyDirectories() {
    return this == GIT_2_9 || this == GIT_1_8_0;
  }

  /** Returns whether pax record lengths near a power of ten are one too short. */
  public boolean hasShortPaxLengths() {
    return this == GIT_2_14 || keepsEmptyDirectories();
  }

  /** Returns whether a path may be divided at a directory's own slash, which leaves no name. */
  public boolean dividesAtEndSlash() {
    return this == GIT_1_8_0;
  }

  /** Returns whether ids are abbreviated to seven digits whatever a repository's size. */
  public boolean abbreviatesToSeven() {
    return keepsEmptyDirectories();
  }

  /** Returns whether export-subst expands formats as git does since 2.46. */
  public boolean hasNewFormats() {
    return this == GIT_2_46;
  }

  /** Returns the profile of a name in pins, if there is one. */
  public static Optional<Profile> ofLabel(String label) {
    for (Profile profile : values()) {
      if (profile.label.equals(label)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }
}
