package org.gitsnapshot.pin;

import org.jspecify.annotations.Nullable;

/** What a pin's prefix may be. */
final class PinPrefix {
  static final String HINT = "a prefix is put before every path as it is, such as \"name/\"";

  private PinPrefix() {}

  /**
   * Returns what keeps a text from being a prefix, such as {@code ends in white space}, or null.
   */
  static @Nullable String fault(String prefix) {
    if (prefix.indexOf('\0') >= 0) {
      return "has a NUL in it";
    }
    return prefix.stripTrailing().equals(prefix) ? null : "ends in white space";
  }
}
