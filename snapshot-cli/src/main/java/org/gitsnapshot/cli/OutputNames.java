package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Format;

/** What {@code -o} says: the format by the suffix, and a file for each format. */
final class OutputNames {
  /** What a file's end says of it, longer ones before those they end with. */
  private static final Map<String, Format> SUFFIXES = new LinkedHashMap<>();

  /** What names a form that no format here is. */
  private static final List<String> FOREIGN =
      List.of(
          ".zip", ".jar", ".7z", ".rar", ".cpio", ".zst", ".tzst", ".lz", ".tlz", ".lz4", ".lzma",
          ".lzo", ".br", ".z", ".taz");

  static {
    for (Format format : Format.values()) {
      SUFFIXES.put("." + format.suffix(), format);
    }
    SUFFIXES.put(".tgz", Format.TAR_GZ);
    SUFFIXES.put(".gz", Format.TAR_GZ);
    SUFFIXES.put(".txz", Format.TAR_XZ);
    SUFFIXES.put(".xz", Format.TAR_XZ);
    SUFFIXES.put(".tbz2", Format.TAR_BZ2);
    SUFFIXES.put(".tbz", Format.TAR_BZ2);
    SUFFIXES.put(".bz2", Format.TAR_BZ2);
  }

  private OutputNames() {}

  /** Returns the option. */
  static Argument<String> argument() {
    return Argument.text("-o", "--output")
        .label("FILE|-")
        .required()
        .as(new PathArgument.AsFileText())
        .says(
            "The file to write, or - for standard output. With several formats, their names"
                + " without the suffix.");
  }

  /** Returns the format that a file's name says; a raw tar where it says none. */
  static Format formatOf(String output) {
    return SUFFIXES.getOrDefault(suffix(output), Format.TAR);
  }

  private static String suffix(String output) {
    return end(output, SUFFIXES.keySet());
  }

  /**
   * Returns the first of these that a name ends with, whatever its case; empty if none. A loop: the
   * first stream of a process takes milliseconds.
   */
  private static String end(String name, Collection<String> ends) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String end : ends) {
      if (lower.endsWith(end)) {
        return end;
      }
    }
    return "";
  }

  /**
   * Returns where each format goes. One goes to the file as it is named; several get their own
   * suffixes.
   *
   * @param asked whether the formats were asked for, and not taken from the name
   * @throws InvalidInputException if the name says that something else is in the file
   */
  static Map<Format, Path> files(String output, Set<Format> formats, boolean asked)
      throws InvalidInputException {
    check(output, formats, asked);
    Map<Format, Path> files = new EnumMap<>(Format.class);
    for (Format format : formats) {
      String name = formats.size() == 1 ? output : stem(output) + "." + format.suffix();
      files.put(format, Path.of(name));
    }
    return files;
  }

  private static void check(String output, Set<Format> formats, boolean asked)
      throws InvalidInputException {
    String foreign = end(output, FOREIGN);
    if (!asked && !foreign.isEmpty()) {
      throw new InvalidInputException(
          output + ": no format is called " + foreign.substring(1),
          "there are tar, tar.gz, tar.xz and tar.bz2; --format says which goes there all the same");
    }
    if (!suffix(output).isEmpty() && !formats.contains(formatOf(output))) {
      String wanted = formats.stream().map(Format::suffix).collect(Collectors.joining(" and "));
      throw new InvalidInputException(
          wanted + " would be made, and " + output + " is called otherwise",
          "name it " + stem(output) + (formats.size() == 1 ? "." + wanted : ""));
    }
  }

  /** Returns a file's name without the suffix that says its format. */
  static String stem(String output) {
    return output.substring(0, output.length() - suffix(output).length());
  }
}
