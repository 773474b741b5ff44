package org.gitsnapshot.objects;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.gitsnapshot.io.ByteString;

/** Names of refs as bytes: those of files, and which are any at all. */
final class RefNames {
  private static final ByteString REFS = ByteString.utf8("refs/");
  private static final ByteString LOCK = ByteString.utf8(".lock");

  private static final ByteString AT = ByteString.utf8("@");
  private static final ByteString DOT = ByteString.utf8(".");
  private static final ByteString DOTS = ByteString.utf8("..");
  private static final Pattern CAPITALS = Pattern.compile("[A-Z_]+");

  /** Which bytes of ASCII no name has. */
  private static final boolean[] FORBIDDEN = forbidden();

  private RefNames() {}

  /**
   * Returns whether git takes it for the name of a ref, as git-check-ref-format(1) says; others it
   * ignores where it finds them.
   */
  static boolean isValid(ByteString name) {
    if (!name.startsWith(REFS) || name.endsWith('/') || name.endsWith('.') || name.endsWith(LOCK)) {
      return false;
    }
    int before = 0;
    for (int i = 0; i < name.length(); i++) {
      int c = name.at(i) & 0xff;
      if (c < FORBIDDEN.length && FORBIDDEN[c]) {
        return false;
      }
      boolean wrong =
          switch (c) {
            case '/' -> before == '/' || endsComponentWithLock(name, i);
            case '.' -> before == '/' || before == '.';
            case '{' -> before == '@';
            default -> false;
          };
      if (wrong) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /**
   * Returns whether git looks for a ref of that name where a symbolic one or a list has it: it may
   * be outside {@code refs/}, as HEAD is.
   */
  static boolean canBeFollowed(ByteString name) {
    return isValid(name) || (!name.equals(AT) && isValid(REFS.concat(name)));
  }

  /**
   * Returns whether git passes over a listed ref with such a name, if it is not valid, and does not
   * refuse the list.
   */
  static boolean isSafe(ByteString name) {
    if (!name.startsWith(REFS)) {
      return CAPITALS.matcher(name.display()).matches();
    }
    int start = REFS.length();
    for (int end = start; end <= name.length(); end++) {
      if (end == name.length() || name.at(end) == '/') {
        ByteString part = name.substring(start, end);
        if (part.isEmpty() || part.equals(DOT) || part.equals(DOTS)) {
          return false;
        }
        start = end + 1;
      }
    }
    return true;
  }

  private static boolean endsComponentWithLock(ByteString name, int end) {
    return name.at(end - 1) == 'k' && name.substring(0, end).endsWith(LOCK);
  }

  private static boolean[] forbidden() {
    boolean[] forbidden = new boolean[0x80];
    for (int c = 0; c < forbidden.length; c++) {
      forbidden[c] = c < ' ' || " ~^:?*[\\\u007f".indexOf(c) >= 0;
    }
    return forbidden;
  }

  /** Returns the bytes of a file's last name. */
  static ByteString ofFile(Path file) {
    Path name = file.getFileName();
    return ofPath(name == null ? file : name);
  }

  /** Returns the relative path with exactly these bytes, whatever the locale; none may be zero. */
  static Path toPath(ByteString name) {
    StringBuilder uri = new StringBuilder("file:///");
    for (byte b : name.toByteArray()) {
      if (b == '/') {
        uri.append('/');
      } else {
        uri.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return Path.of("/").relativize(Path.of(URI.create(uri.toString())));
  }

  /**
   * Returns the bytes of a relative path.
   *
   * <p>A path decodes itself by the locale, in which some bytes are no characters; the URI it gives
   * has them as they are.
   */
  static ByteString ofPath(Path path) {
    String text = path.toString();
    if (text.chars().allMatch(c -> c < 0x80)) {
      return ByteString.utf8(text);
    }
    Path root = Path.of("/");
    String encoded = root.resolve(path).toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // A directory's URI ends with a slash, which its path does not.
    int end =
        encoded.length() > 1 && encoded.endsWith("/") ? encoded.length() - 1 : encoded.length();
    for (int i = path.isAbsolute() ? 0 : 1; i < end; i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return ByteString.of(bytes.toByteArray());
  }
}
