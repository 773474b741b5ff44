package org.gitsnapshot.pin;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The names of one file's pins: each a plain file name, no two the same on any file system.
 *
 * <p>That no two pins make the same file follows: a name and a suffix give another name's file only
 * if one suffix ends in another, and none does.
 */
final class PinNames {
  /** File systems allow 255 bytes; the rest is for suffixes, ours and those of temporary files. */
  static final int MAX_BYTES = 200;

  private static final String HINT =
      "it is the base name of the pin's files, such as \"gnulib-b28236b\"";

  private record Seen(String name, Position position) {}

  private final Map<String, Seen> seen = new HashMap<>();

  /** Takes a name in. */
  void add(String name, Position position) throws InvalidInputException {
    check(name, position);
    // Both ways, for letters such as the dotless i that only one of them brings together.
    String folded = composed(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    Seen first = seen.putIfAbsent(folded, new Seen(name, position));
    if (first != null) {
      boolean same = first.name.equals(name);
      throw new InvalidInputException(
          position,
          "the name \""
              + name
              + (same
                  ? "\" is taken"
                  : "\" differs from \"" + first.name + "\" only by case or Unicode form")
              + ", see line "
              + first.position.line(),
          same
              ? "give each pin its own name"
              : "some file systems would put both under one name, give another");
    }
  }

  /** Java reads its tables of Unicode at the first name; those of ASCII need none. */
  private static String composed(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > 0x7f) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
      }
    }
    return name;
  }

  private static void check(String name, Position position) throws InvalidInputException {
    String fault = fault(name);
    if (fault != null) {
      throw new InvalidInputException(position, "the name " + fault, HINT);
    }
  }

  /** Refuses what cannot be a name, where it is not read from a file. */
  static void check(String name) throws InvalidInputException {
    String fault = fault(name);
    if (fault != null) {
      throw new InvalidInputException(
          "the name " + fault + ": " + ByteString.utf8(name).display(), HINT);
    }
  }

  /** Returns what keeps a text from being a name, such as {@code is empty}, or null. */
  static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return "has a slash or backslash in it";
    }
    if (name.codePoints().anyMatch(c -> c < 0x20 || (c >= 0x7f && c <= 0x9f))) {
      return "has a control character in it";
    }
    if (name.startsWith(".") || name.startsWith("-")) {
      return "begins with a dot or dash";
    }
    if (name.startsWith(" ") || name.endsWith(" ") || name.endsWith(".")) {
      return "begins with a space, or ends with a space or dot";
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes > MAX_BYTES ? "has " + bytes + " bytes, and " + MAX_BYTES + " is the limit" : null;
  }
}
