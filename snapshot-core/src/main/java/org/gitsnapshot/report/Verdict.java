package org.gitsnapshot.report;

import java.util.Locale;

/** What came of a pin as a whole. */
public enum Verdict {
  /** Everything that could be compared is the same. */
  SAME,
  /** It was built, and there was nothing to compare it with. */
  BUILT,
  /** Something differs from what was promised. */
  DIFFERENT,
  /** It could not be done. */
  FAILED;

  /** Returns the word in reports, such as {@code same}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
