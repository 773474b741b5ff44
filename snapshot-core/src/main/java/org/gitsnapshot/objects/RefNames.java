package org.gitsnapshot.objects;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gitsnapshot.io.ByteString;

/** Names of refs as bytes: those of files, and which are any at all. */
final class RefNames {
  private static final String FORBIDDEN = " ~^:?*[\\\u007f";

  private RefNames() {}

  /**
   * Returns whether git takes it for the name of a ref, as git-check-ref-format(1) says; others it
   * ignores where it finds them.
   */
  static boolean isValid(ByteString name) {
    // Every forbidden byte is ASCII.
    String text = new String(name.toByteArray(), StandardCharsets.ISO_8859_1);
    if (!text.startsWith("refs/")
        || text.endsWith("/")
        || text.endsWith(".")
        || text.contains("//")
        || text.contains("/.")
        || text.contains("..")
        || text.contains("@{")) {
      return false;
    }
    for (String part : text.split("/", -1)) {
      if (part.endsWith(".lock")) {
        return false;
      }
    }
    return text.chars().noneMatch(c -> c < ' ' || FORBIDDEN.indexOf(c) >= 0);
  }

  /** Returns the bytes of a file's last name. */
  static ByteString ofFile(Path file) {
    Path name = file.getFileName();
    return ofPath(name == null ? file : name);
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
