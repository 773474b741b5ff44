package org.gitsnapshot.codec.lzma;

/** The numbers that stand for a match, and how long one is. */
final class Match {
  /** The shortest match in bytes. */
  static final int MIN_LENGTH = 2;

  /** The longest match in bytes. */
  static final int MAX_LENGTH = 273;

  /** How many of the last distances can be named by an index. */
  static final int REPS = 4;

  /**
   * Where a symbol says how far back it copies: no copy but a literal. Otherwise a number below
   * {@link #REPS} is an index of the last distances, and what is left above {@code REPS} is a new
   * distance, counted from 0 for the byte before.
   */
  static final int LITERAL = -1;

  private Match() {}
}
