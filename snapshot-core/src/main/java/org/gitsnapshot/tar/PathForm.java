package org.gitsnapshot.tar;

import org.gitsnapshot.io.ByteString;

/** How a path is held by today's git's tar. */
public enum PathForm {
  /** Whole, in the name field. */
  WHOLE,
  /** In two parts, in the fields prefix and name. */
  SPLIT,
  /** In a pax header. */
  PAX;

  /**
   * Returns the form of a path.
   *
   * @param path with the archive's prefix; a directory's with its slash at the end
   */
  public static PathForm of(ByteString path) {
    if (path.length() <= UstarHeader.NAME_SIZE) {
      return WHOLE;
    }
    return PathSplit.find(path, false) == PathSplit.NONE ? PAX : SPLIT;
  }

  /** Returns whether a link's target is held whole; else it is in a pax header. */
  public static boolean linkFits(ByteString target) {
    return target.length() <= UstarHeader.LINK_SIZE;
  }

  /** Returns whether a time or a size, read as unsigned, fits its field. */
  public static boolean numberFits(long number) {
    return number >= 0 && number <= UstarHeader.MAX_NUMBER;
  }
}
