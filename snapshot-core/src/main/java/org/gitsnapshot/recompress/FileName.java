package org.gitsnapshot.recompress;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a compressed file is called. */
final class FileName {
  /** Suffixes of compressed files, and what is left of them when the compression is taken away. */
  private static final Map<String, String> SUFFIXES = new LinkedHashMap<>();

  /** The engines' suffix for each of them. */
  private static final Map<String, String> FORMATS = new LinkedHashMap<>();

  static {
    add(".gz", "", "gz");
    add(".tgz", ".tar", "gz");
    add(".xz", "", "xz");
    add(".txz", ".tar", "xz");
    add(".bz2", "", "bz2");
    add(".tbz2", ".tar", "bz2");
    add(".tbz", ".tar", "bz2");
  }

  private FileName() {}

  private static void add(String suffix, String left, String format) {
    SUFFIXES.put(suffix, left);
    FORMATS.put(suffix, format);
  }

  /** Returns the suffix that says that a file is compressed, such as {@code .tgz}. */
  static Optional<String> compressedSuffix(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SUFFIXES.keySet().stream()
        .filter(suffix -> lower.endsWith(suffix) && lower.length() > suffix.length())
        .findFirst();
  }

  /** Returns the suffix of the engines for a file of this name, such as {@code gz}. */
  static Optional<String> format(String name) {
    return compressedSuffix(name).map(suffix -> FORMATS.getOrDefault(suffix, ""));
  }

  /**
   * Returns the name in another form: {@code a.tar.gz} and {@code a.tgz} become {@code a.tar.xz},
   * {@code fix.patch} becomes {@code fix.patch.xz}.
   *
   * @param suffix of the new form without a dot; empty for none
   */
  static String with(String name, String suffix) {
    String plain =
        compressedSuffix(name)
            .map(old -> name.substring(0, name.length() - old.length()) + SUFFIXES.get(old))
            .orElse(name);
    return suffix.isEmpty() ? plain : plain + "." + suffix;
  }
}
