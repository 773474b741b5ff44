package org.gitsnapshot.tree;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.io.ByteString;

/**
 * Refuses paths that git refuses to archive, since unpacking them could write where it should not:
 * {@code ..}, {@code .git}, and what some file systems take for it ({@code core.protectNTFS}, on
 * everywhere unless it is switched off).
 */
final class PathCheck {
  /** An end that NTFS does not see, or behind which it sees a stream of the file. */
  private static final String INVISIBLE_END = "[ .]*(:.*)?";

  private static final Pattern DOT_GIT =
      Pattern.compile("(\\.git|git~1)" + INVISIBLE_END, Pattern.DOTALL);

  private static final Pattern REFUSED = Pattern.compile("|\\.|\\.\\.");

  /**
   * {@code .gitmodules} and the short names that NTFS may give it: the first four of the plain kind
   * or, where those are taken, a kind with a hash of the long name.
   */
  private static final Pattern DOT_GITMODULES =
      Pattern.compile(
          "(\\.gitmodules|gitmod~[1-4]|"
              + "(?=.{8}([ .:]|$))(gi7eba|gi7eb|gi7e|gi7|gi|g|)~[1-9][0-9]*)"
              + INVISIBLE_END,
          Pattern.DOTALL);

  private PathCheck() {}

  /**
   * Returns if git would archive a file, link or submodule with this path.
   *
   * @throws CorruptObjectException if it would not
   */
  static void check(ByteString path, boolean symlink) throws CorruptObjectException {
    String text =
        new String(path.toByteArray(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int start = 0;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      if (isRefused(text.substring(start, end)) || (symlink && isGitmodules(text, start, end))) {
        throw new CorruptObjectException(
            path.display() + ": git refuses a tree with this path",
            "such a tree is not made by git, and unpacking it may do harm");
      }
      start = end + 1;
    }
  }

  private static boolean isRefused(String name) {
    // Nearly every name ends here; the patterns below match no name that does.
    if (!name.isEmpty() && ".g~".indexOf(name.charAt(0)) < 0 && name.indexOf('\\') < 0) {
      return false;
    }
    if (REFUSED.matcher(name).matches()) {
      return true;
    }
    for (int part = 0; part >= 0; part = nextPart(name, 0, part, name.length())) {
      int backslash = name.indexOf('\\', Math.max(1, part));
      int end = backslash < 0 ? name.length() : backslash;
      if (DOT_GIT.matcher(name).region(part, end).matches()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns if git minds a link for a name above it or its own: a name of the path that is {@code
   * .gitmodules}, or an NTFS name of it where that has no end but the path's.
   */
  private static boolean isGitmodules(String path, int start, int end) {
    if (path.substring(start, end).equals(".gitmodules")) {
      return true;
    }
    for (int part = start; part >= 0; part = nextPart(path, start, part, end)) {
      if (DOT_GITMODULES.matcher(path).region(part, path.length()).matches()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns where the next part of a name begins, below zero if none does. To NTFS a backslash is a
   * slash too, but git does not look at one that a name begins with.
   */
  private static int nextPart(String path, int start, int part, int end) {
    int backslash = path.indexOf('\\', Math.max(start + 1, part));
    return backslash < 0 || backslash >= end ? -1 : backslash + 1;
  }
}
