package org.gitsnapshot.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the blocks of an .xz file are checked by, as {@code xz --check} calls it. */
public enum XzCheck {
  /** Nothing. */
  NONE,
  /** CRC-32. */
  CRC32,
  /** CRC-64, which xz takes by itself. */
  CRC64,
  /** SHA-256. */
  SHA256;

  /** Returns the name in recipes, such as {@code crc32}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<XzCheck> ofLabel(String label) {
    return Arrays.stream(values()).filter(check -> check.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(XzCheck::label).toList();
  }
}
