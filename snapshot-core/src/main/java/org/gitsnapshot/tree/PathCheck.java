package org.gitsnapshot.tree;

import com.google.common.base.Splitter;
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

  private static final Splitter BACKSLASH = Splitter.on('\\');

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
      if (isRefused(text.substring(start, end), symlink && slash < 0)) {
        throw new CorruptObjectException(
            path.display() + ": git refuses a tree with this path",
            "such a tree is not made by git, and unpacking it may do harm");
      }
      start = end + 1;
    }
  }

  private static boolean isRefused(String name, boolean symlink) {
    // Nearly every name ends here; the patterns below match no name that does.
    if (!name.isEmpty() && ".g~".indexOf(name.charAt(0)) < 0 && name.indexOf('\\') < 0) {
      return false;
    }
    if (REFUSED.matcher(name).matches()) {
      return true;
    }
    // To NTFS a backslash is a slash too.
    for (String part : BACKSLASH.split(name)) {
      if (DOT_GIT.matcher(part).matches() || (symlink && DOT_GITMODULES.matcher(part).matches())) {
        return true;
      }
    }
    return false;
  }
}
