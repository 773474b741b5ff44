package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.recipe.Format;

/** What {@code -o} says: the format by the suffix, and a file for each format. */
final class OutputNames {
  private OutputNames() {}

  /** Returns the format that a file's name says; a raw tar where it says none. */
  static Format formatOf(String output) {
    if (output.endsWith(".tgz")) {
      return Format.TAR_GZ;
    }
    for (Format format : Format.values()) {
      if (output.endsWith("." + format.suffix())) {
        return format;
      }
    }
    return Format.TAR;
  }

  /** One format goes to the file as it is named; several get their own suffixes. */
  static Map<Format, Path> files(String output, Set<Format> formats) {
    Map<Format, Path> files = new EnumMap<>(Format.class);
    if (formats.size() == 1) {
      formats.forEach(format -> files.put(format, Path.of(output)));
      return files;
    }
    String stem = stem(output);
    for (Format format : formats) {
      files.put(format, Path.of(stem + "." + format.suffix()));
    }
    return files;
  }

  /** Returns a file's name without the suffix that says its format. */
  static String stem(String output) {
    String stem = output;
    for (Format format : Format.values()) {
      String suffix = "." + format.suffix();
      if (output.endsWith(suffix)) {
        stem = output.substring(0, output.length() - suffix.length());
      }
    }
    return output.endsWith(".tgz") ? output.substring(0, output.length() - 4) : stem;
  }
}
