package org.gitsnapshot.conformance;

/** How much of git a generated commit makes use of. */
enum Features {
  /** The layout of the tar, with what every git since 1.8.0 understands in the same way. */
  LAYOUT,
  /** All of it, less attributes that change the bytes of files. */
  STORED_CONTENT,
  /** All of it. */
  EVERYTHING;

  /**
   * What commits are generated for a comparison with today's git. The one switch: while files that
   * need a conversion are refused, this is {@link #STORED_CONTENT}.
   */
  static final Features TODAY = STORED_CONTENT;
}
