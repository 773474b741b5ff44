package org.gitsnapshot.report;

import java.util.Locale;

/**
 * The answer to one of the three questions: content, raw tar, compressed bytes. In order of weight:
 * something known outweighs nothing, and a difference outweighs everything.
 */
public enum Answer {
  /** There is nothing to tell it from. */
  UNKNOWN,
  /** They are the same. */
  SAME,
  /** They differ. */
  DIFFERENT;

  /** Returns the word in reports, such as {@code same}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the weightier of two answers to the same question. */
  public Answer or(Answer other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
