package org.gitsnapshot.recipe;

import java.util.Optional;

/**
 * Whose tar: the age of {@code git archive} whose bytes are meant.
 *
 * <p>Raw tars have not changed from git 2.24 to today; before that there are three ages. A profile
 * is the layout of the tar: which files are in it is decided by today's rules in all of them.
 */
public enum Profile {
  /** Git 2.24 and later. */
  GIT("git"),
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
