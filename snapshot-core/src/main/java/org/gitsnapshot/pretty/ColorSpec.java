package org.gitsnapshot.pretty;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.gitsnapshot.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * A color as git's configuration writes it, such as {@code bold red blue}: up to two colors, of the
 * text and of what is behind it, and attributes in any order.
 */
final class ColorSpec {
  private static final List<String> NAMES =
      List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");

  /** Attributes at the index of their number in ECMA-48; 20 more takes them away. */
  private static final List<String> ATTRIBUTES =
      List.of("", "bold", "dim", "italic", "ul", "blink", "", "reverse", "", "strike");

  /** The color that changes nothing but counts as given. */
  private static final String NORMAL = "";

  private ColorSpec() {}

  /**
   * Returns the sequence that sets a color, empty for one that changes nothing.
   *
   * @param shortColors whether three hex digits are a color
   * @throws InvalidInputException if git does not know it, which ends its work
   */
  static String escape(String spec, boolean shortColors) throws InvalidInputException {
    String foreground = null;
    String background = null;
    boolean reset = false;
    TreeSet<Integer> attributes = new TreeSet<>();
    for (String word : spec.split("[ \t\r\n]+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      // Colors may be in capitals, attributes may not.
      String color =
          color(word.toLowerCase(Locale.ROOT), foreground == null ? 30 : 40, shortColors);
      int attribute = attribute(word);
      if (word.equalsIgnoreCase("reset")) {
        reset = true;
      } else if (color != null && foreground == null) {
        foreground = color;
      } else if (color != null && background == null) {
        background = color;
      } else if (color == null && attribute > 0) {
        attributes.add(attribute);
      } else {
        throw new InvalidInputException(
            "git does not know the color \"" + spec + "\" of a format", "see git-config(1), color");
      }
    }
    StringBuilder codes = new StringBuilder();
    attributes.forEach(attribute -> codes.append(';').append(attribute));
    codes.append(separated(foreground)).append(separated(background));
    if (codes.length() == 0) {
      return reset ? "\033[m" : "";
    }
    // A reset is an empty number before the others.
    return "\033[" + (reset ? codes : codes.substring(1)) + "m";
  }

  private static String separated(@Nullable String color) {
    return color == null || color.equals(NORMAL) ? "" : ";" + color;
  }

  /** Returns the numbers that set a color, or null if a word is none. */
  private static @Nullable String color(String word, int base, boolean shortColors) {
    if (word.equals("normal")) {
      return NORMAL;
    }
    if (word.equals("default")) {
      return Integer.toString(base + 9);
    }
    boolean bright = word.startsWith("bright");
    int named = NAMES.indexOf(bright ? word.substring("bright".length()) : word);
    if (named >= 0) {
      return Integer.toString(base + named + (bright ? 60 : 0));
    }
    if (word.matches("#[0-9a-f]{6}")) {
      return rgb(base, word, 2, 1);
    }
    if (shortColors && word.matches("#[0-9a-f]{3}")) {
      return rgb(base, word, 1, 17);
    }
    return word.matches("[+-]?[0-9]{1,9}") ? numbered(Integer.parseInt(word), base) : null;
  }

  private static String rgb(int base, String word, int digits, int factor) {
    StringBuilder numbers = new StringBuilder().append(base + 8).append(";2");
    for (int i = 1; i < word.length(); i += digits) {
      numbers.append(';').append(Integer.parseInt(word, i, i + digits, 16) * factor);
    }
    return numbers.toString();
  }

  private static @Nullable String numbered(int number, int base) {
    if (number < -1 || number > 255) {
      return null;
    }
    if (number == -1) {
      return NORMAL;
    }
    if (number < 16) {
      return Integer.toString(base + number % 8 + (number < 8 ? 0 : 60));
    }
    return (base + 8) + ";5;" + number;
  }

  /** Returns the number of an attribute, 0 if a word is none. */
  private static int attribute(String word) {
    int plain = Math.max(0, ATTRIBUTES.indexOf(word));
    if (plain > 0 || !word.startsWith("no")) {
      return plain;
    }
    String taken = word.substring(word.startsWith("no-") ? 3 : 2);
    int number = taken.isEmpty() ? 0 : ATTRIBUTES.indexOf(taken);
    // Bold and dim have one end.
    return number <= 0 ? 0 : number == 1 ? 22 : number + 20;
  }
}
