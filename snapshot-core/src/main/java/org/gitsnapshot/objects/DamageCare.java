package org.gitsnapshot.objects;

import org.jspecify.annotations.Nullable;

/** Who cares for a repository hears that something is wrong with it. Thread-safe. */
public interface DamageCare {
  /** Says what its owner can do, and does nothing. */
  DamageCare OF_ITS_OWNER =
      new DamageCare() {
        @Override
        public String damaged() {
          return "run git fsck there, or use another copy of the repository";
        }

        @Override
        public @Nullable String missing() {
          return null;
        }
      };

  /** Returns whether, after what was heard, whoever opens the repository again gets another. */
  default boolean isRemedied() {
    return false;
  }

  /** Hears that an object's bytes are not what they should be; returns what to tell the user. */
  String damaged();

  /**
   * Hears that it does not have an object; returns what to tell the user, or null if what kind of
   * clone it is may say more.
   */
  @Nullable String missing();
}
