package org.gitsnapshot.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.gitsnapshot.manifest.MirrorFile;

/**
 * The rules for names in the one directory that holds all sources.
 *
 * <p>A name comes from the base of a URL or is written by hand, and becomes a file of a mirror: so
 * it must not lead anywhere else, hide, or be the name of one of the mirror's own lists.
 */
final class FlatName {
  /** File systems allow 255 bytes; the rest is for suffixes of manifests. */
  private static final int MAX_BYTES = 230;

  private static final String MANIFEST_SUFFIX = ".manifest.json";

  private FlatName() {}

  /** Returns the base name of a URL as {@code basename(1)} gives it. */
  static String ofUrl(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
  }

  /** Returns what keeps a text from being a name, such as {@code is empty}. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return Optional.of("has a slash or backslash in it");
    }
    if (name.startsWith(".") || name.startsWith("-")) {
      return Optional.of("begins with a dot or dash");
    }
    if (name.chars().anyMatch(c -> c < 0x20 || (c >= 0x7f && c <= 0x9f))) {
      return Optional.of("has a control character in it");
    }
    // In any case, for there are file systems that know no other.
    if (MirrorFile.isListName(name) || name.toLowerCase(Locale.ROOT).endsWith(MANIFEST_SUFFIX)) {
      return Optional.of("is that of a list that every mirror has");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes > MAX_BYTES
        ? Optional.of("has " + bytes + " bytes, and " + MAX_BYTES + " is the limit")
        : Optional.empty();
  }
}
