package org.gitsnapshot.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.io.ByteString;

/**
 * What an archive's file name and top directory say of its version.
 *
 * @param stems the names, such as {@code demo-1.0}
 */
record NameHints(List<String> stems) {
  private static final Pattern SUFFIX =
      Pattern.compile("\\.(tar|tar\\.(gz|xz|bz2|z)|t[gxb]z2?)$", Pattern.CASE_INSENSITIVE);

  /** A version begins with a digit that is not in a word, as the one in {@code bzip2} is. */
  private static final Pattern VERSION = Pattern.compile("(?:^|[^a-z0-9.])[vr]?([0-9].*)$");

  private static final Pattern HEX =
      Pattern.compile("(?:^|[^0-9a-z]|-g)([0-9a-f]{7,40})(?![0-9a-z])");

  /** Copies the list. */
  NameHints {
    stems = List.copyOf(stems);
  }

  static NameHints of(Path file, ByteString topDirectory) {
    Set<String> stems = new LinkedHashSet<>();
    stems.add(stem(file));
    if (!topDirectory.isEmpty()) {
      stems.add(topDirectory.substring(0, topDirectory.length() - 1).display());
    }
    return new NameHints(List.copyOf(stems));
  }

  /** Returns a file's name without what says that it is an archive. */
  static String stem(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : SUFFIX.matcher(name.toString()).replaceFirst("");
  }

  /** Returns what may be ids of commits, or their first digits. */
  List<String> hexDigits() {
    List<String> found = new ArrayList<>();
    for (String stem : stems) {
      Matcher hex = HEX.matcher(stem.toLowerCase(Locale.ROOT));
      while (hex.find()) {
        found.add(hex.group(1));
      }
    }
    return found;
  }

  /** Returns whether a tag or branch may be what a name speaks of. */
  boolean mayMean(String ref) {
    String plain = plain(ref);
    String version = version(plain);
    for (String each : stems) {
      String stem = plain(each);
      if (stem.equals(plain) || stem.endsWith("." + plain)) {
        return true;
      }
      if (!version.isEmpty() && version.equals(version(stem))) {
        return true;
      }
    }
    return false;
  }

  /** Dots, dashes, underscores and slashes stand for each other between names and tags. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[-_/]", ".");
  }

  private static String version(String plain) {
    Matcher version = VERSION.matcher(plain.replace('.', '-'));
    return version.find() ? version.group(1) : "";
  }
}
