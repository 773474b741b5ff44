package org.gitsnapshot.lint;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.Finding.Reason;

/** Looks at names, a directory at a time: those below a directory follow it. */
final class NameRules {
  /** Reserved device names, forbidden characters, and what the end of a name may not be. */
  private static final Pattern WINDOWS =
      Pattern.compile(
          "(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?"
              + "|.*[<>:\"|?*\\\\\\x00-\\x1f].*|.*[. ]",
          Pattern.DOTALL);

  /** A directory that is being walked, and the names met in it by what they would fold to. */
  private record Directory(ByteString path, Map<String, ByteString> names) {}

  private final Findings findings;
  private final Deque<Directory> open = new ArrayDeque<>();

  NameRules(Findings findings) {
    this.findings = findings;
    open.push(new Directory(ByteString.EMPTY, new HashMap<>()));
  }

  void entry(ByteString path, boolean directory) {
    while (!isBelow(path, open.element().path)) {
      open.pop();
    }
    Directory parent = open.element();
    int cut = parent.path.isEmpty() ? 0 : parent.path.length() + 1;
    // A directory of which git writes no entry of its own has its name in front of its child's.
    name(parent, path, path.substring(cut, path.length()));
    if (directory) {
      open.push(new Directory(path, new HashMap<>()));
    }
  }

  private void name(Directory parent, ByteString path, ByteString name) {
    String text = name.asUtf8();
    if (text == null) {
      findings.add(Reason.NAME_ENCODING, path);
      return;
    }
    if (WINDOWS.matcher(text).matches()) {
      findings.add(Reason.WINDOWS_NAME, path);
    }
    ByteString first = parent.names.putIfAbsent(fold(text), name);
    if (first != null && !first.equals(name)) {
      ByteString other = parent.path.isEmpty() ? first : parent.path.concat('/').concat(first);
      findings.add(Reason.NAME_COLLISION, other.display() + " and " + path.display(), path);
    }
  }

  /** Upper case first: that is how ß and ss, and the two sigmas, become one. */
  private static String fold(String name) {
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFD);
  }

  private static boolean isBelow(ByteString path, ByteString directory) {
    return directory.isEmpty()
        || (path.length() > directory.length()
            && path.startsWith(directory)
            && path.at(directory.length()) == '/');
  }
}
