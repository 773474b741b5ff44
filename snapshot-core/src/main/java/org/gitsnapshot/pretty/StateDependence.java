package org.gitsnapshot.pretty;

/** What a format asks for that is not in the commit, or not for every git. */
public enum StateDependence {
  /** The length of {@code %h}, {@code %t} and {@code %p}. */
  ABBREVIATION,
  /** The refs, for {@code %d}, {@code %D} and {@code %(decorate)}. */
  DECORATION,
  /** Tags and history, for {@code %(describe)}. */
  DESCRIBE,
  /** The mailmap, for {@code %aN} and its kin. */
  MAILMAP,
  /** The time at which the archive is made, for {@code %ar}, {@code %ah} and their kin. */
  CLOCK,
  /** Keys, and what is known of them, for {@code %G?} and its kin in a signed commit. */
  SIGNATURE,
  /**
   * The version of git: some from 2.9 to 2.55 expands a placeholder not at all, or to something
   * else.
   */
  VERSION_DEPENDENT
}
