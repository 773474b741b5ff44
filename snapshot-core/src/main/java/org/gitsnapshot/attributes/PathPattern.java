package org.gitsnapshot.attributes;

import org.gitsnapshot.io.ByteString;

/**
 * The pattern of a line in {@code .gitattributes} or {@code .gitignore}, relative to the directory
 * of its file, without what only one of the two has: quotes there, an exclamation mark here.
 *
 * <p>Without a slash, other than one at the end, it is matched with the last part of a path; with
 * one, with the whole path below the directory. A slash at the end means directories only.
 * Immutable and thread-safe.
 */
public final class PathPattern {
  private final boolean directoriesOnly;
  private final boolean baseNameOnly;
  private final ByteString literal;
  private final Wildmatch rest;
  private final boolean hasWildcard;

  private PathPattern(
      boolean directoriesOnly,
      boolean baseNameOnly,
      ByteString literal,
      boolean hasWildcard,
      Wildmatch rest) {
    this.directoriesOnly = directoriesOnly;
    this.baseNameOnly = baseNameOnly;
    this.literal = literal;
    this.hasWildcard = hasWildcard;
    this.rest = rest;
  }

  /** Compiles a pattern. */
  public static PathPattern compile(ByteString text) {
    boolean directoriesOnly = text.endsWith('/');
    ByteString pattern = directoriesOnly ? text.substring(0, text.length() - 1) : text;
    boolean baseNameOnly = pattern.indexOf('/') < 0;
    if (!baseNameOnly && pattern.at(0) == '/') {
      pattern = pattern.substring(1, pattern.length());
    }
    // What is before the first wildcard is compared as it is, and only the rest is a wildcard
    // pattern of its own: a ** right behind the cut counts as the beginning of a name.
    int cut = firstWildcard(pattern);
    boolean hasWildcard = cut < pattern.length();
    ByteString tail = pattern.substring(baseNameOnly ? 0 : cut, pattern.length());
    return new PathPattern(
        directoriesOnly,
        baseNameOnly,
        pattern.substring(0, cut),
        hasWildcard,
        // A pattern without wildcards is compared, never matched.
        Wildmatch.compile(hasWildcard ? tail : ByteString.EMPTY, !baseNameOnly));
  }

  /**
   * Returns whether it matches.
   *
   * @param path the path below the tree's root, without a slash at the end
   * @param directory whether it is a directory or a submodule
   * @param below the length of the directory of the pattern's file, its slash included; 0 at the
   *     root
   * @param count told what it costs
   */
  public boolean matches(ByteString path, boolean directory, int below, StepCount count) {
    count.add(1);
    if (directoriesOnly && !directory) {
      return false;
    }
    int from = baseNameOnly ? lastSlash(path) + 1 : below;
    if (!hasWildcard) {
      return path.length() - from == literal.length() && startsWith(path, from, literal);
    }
    if (baseNameOnly) {
      return rest.matches(path, from, count);
    }
    return startsWith(path, from, literal) && rest.matches(path, from + literal.length(), count);
  }

  private static boolean startsWith(ByteString path, int from, ByteString head) {
    if (path.length() - from < head.length()) {
      return false;
    }
    for (int i = 0; i < head.length(); i++) {
      if (path.at(from + i) != head.at(i)) {
        return false;
      }
    }
    return true;
  }

  private static int firstWildcard(ByteString pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      byte c = pattern.at(i);
      if (c == '*' || c == '?' || c == '[' || c == '\\') {
        return i;
      }
    }
    return pattern.length();
  }

  private static int lastSlash(ByteString path) {
    int at = path.length() - 1;
    while (at >= 0 && path.at(at) != '/') {
      at--;
    }
    return at;
  }
}
