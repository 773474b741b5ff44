package org.gitsnapshot.report;

import java.util.Locale;

/** How much two sides have in common, from all to nothing. */
public enum Sameness {
  /** All that both sides have is the same. */
  IDENTICAL,
  /** The raw tars are the same, the compressed bytes are not. */
  SAME_RAW_TAR,
  /** The files are the same, the tars around them are not. */
  SAME_CONTENT,
  /** Files differ. */
  CONTENT_DIFFERS,
  /** The bytes differ, and at least one side is no archive. */
  BYTES_DIFFER;

  /** Returns the word in reports, such as {@code same-raw-tar}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
