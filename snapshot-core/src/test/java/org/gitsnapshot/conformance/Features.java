package org.gitsnapshot.conformance;

/** How much of git a generated commit makes use of; each has what those before it have. */
enum Features {
  /** The layout of the tar alone: no attributes, and objects as git makes them. */
  LAYOUT,
  /**
   * And {@code export-ignore} with patterns that mean the same to every git but 1.8.1.1 to 1.8.2.
   */
  PLAIN_ATTRIBUTES,
  /** And all that can be in an attribute file, less what changes the bytes of files. */
  ALL_ATTRIBUTES,
  /** And objects that git reads but does not make, as 2.39 reads them. */
  ODD_OBJECTS,
  /** And files that attributes convert. */
  CONVERSIONS;

  /** What commits are generated for a comparison with today's git: all that there is. */
  static final Features TODAY = CONVERSIONS;

  /** Returns whether these include others. */
  boolean has(Features others) {
    return compareTo(others) >= 0;
  }
}
