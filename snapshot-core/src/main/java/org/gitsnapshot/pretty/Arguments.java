package org.gitsnapshot.pretty;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code name=value,…} of a placeholder such as {@code %(trailers:only,key=a)}. A value
 * ends at a comma or a closing parenthesis and is taken as it is, white space and all.
 */
final class Arguments {
  private final byte[] format;
  private int at;
  private byte @Nullable [] value;
  private boolean flag;

  /** Set where there was no colon and there can be no arguments. */
  private boolean closed;

  Arguments(byte[] format, int start) {
    this.format = format;
    this.at = start;
  }

  /** Returns a reader of a placeholder that ends at an index, unless it is written wrongly. */
  static Arguments none(byte[] format, int end) {
    Arguments arguments = new Arguments(format, end);
    arguments.closed = true;
    return arguments;
  }

  /** Returns whether the arguments have ended as they must. */
  boolean atEnd() {
    return at < format.length && format[at] == ')';
  }

  /** Returns the index that the next argument begins at. */
  int position() {
    return at;
  }

  /** Returns a reader of the same arguments that moves on alone. */
  Arguments copy() {
    return new Arguments(format, at);
  }

  /** Passes what another reader has passed. */
  void moveTo(Arguments other) {
    at = other.at;
  }

  /** Passes the next argument if it has this name, whatever its value. */
  boolean take(String name) {
    int next = at + name.length();
    if (closed || !Ascii.startsWith(format, at, format.length, name)) {
      return false;
    }
    byte[] given = null;
    if (next < format.length && format[next] == '=') {
      int start = next + 1;
      next = start;
      while (next < format.length && format[next] != ',' && format[next] != ')') {
        next++;
      }
      given = Arrays.copyOfRange(format, start, next);
    }
    if (next == format.length || (format[next] != ',' && format[next] != ')')) {
      return false;
    }
    at = format[next] == ',' ? next + 1 : next;
    value = given;
    return true;
  }

  /**
   * Passes the next argument if it has this name, and returns whether its value says yes or no, or
   * is left out. One with any other value is passed all the same, as if it were not there.
   */
  boolean takeFlag(String name) {
    if (!take(name)) {
      return false;
    }
    Boolean answer = value == null ? Boolean.TRUE : truth(value);
    if (answer == null) {
      return false;
    }
    flag = answer;
    return true;
  }

  /** Returns the value of the argument that was passed last, or null if it had none. */
  byte @Nullable [] value() {
    return value;
  }

  /** Returns that value with {@code %n}, {@code %%} and {@code %xNN} expanded. */
  byte[] expandedValue() {
    ByteBuilder expanded = new ByteBuilder();
    byte[] text = value == null ? new byte[0] : value;
    int i = 0;
    while (i < text.length) {
      int literal = text[i] == '%' ? literal(expanded, text, i + 1) : 0;
      if (literal == 0) {
        expanded.append(text[i]);
      }
      i += literal + 1;
    }
    return expanded.toByteArray();
  }

  /** Returns what the flag that was passed last said. */
  boolean flag() {
    return flag;
  }

  /** Expands {@code %}, {@code n} or {@code xNN}; returns its length, 0 for anything else. */
  static int literal(ByteBuilder out, byte[] text, int at) {
    if (at >= text.length) {
      return 0;
    }
    if (text[at] == '%' || text[at] == 'n') {
      out.append(text[at] == '%' ? '%' : '\n');
      return 1;
    }
    if (text[at] != 'x' || at + 2 >= text.length) {
      return 0;
    }
    int high = digit(text[at + 1]);
    int low = digit(text[at + 2]);
    if (high < 0 || low < 0) {
      return 0;
    }
    out.append((high << 4) | low);
    return 3;
  }

  private static int digit(byte c) {
    return c < 0 ? -1 : Character.digit(c, 16);
  }

  /** Returns what git's configuration would take a value for, or null if for nothing. */
  private static @Nullable Boolean truth(byte[] value) {
    String word = Ascii.text(value, 0, value.length).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "true", "yes", "on" -> Boolean.TRUE;
      case "", "false", "no", "off" -> Boolean.FALSE;
      default -> number(word);
    };
  }

  /** Reads a number as C does, hexadecimal and octal too, with a unit behind it. */
  private static @Nullable Boolean number(String word) {
    String digits = word.replaceFirst("^[ \t\n\u000b\f\r]+", "");
    boolean negative = digits.startsWith("-");
    digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    int unit = digits.isEmpty() ? 0 : " kmg".indexOf(digits.charAt(digits.length() - 1));
    digits = unit > 0 ? digits.substring(0, digits.length() - 1) : digits;
    int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0") ? 8 : 10;
    digits = radix == 16 ? digits.substring(2) : digits;
    String allowed = radix == 16 ? "[0-9a-f]+" : radix == 8 ? "[0-7]+" : "[0-9]+";
    if (!digits.matches(allowed)) {
      return null;
    }
    BigInteger number = new BigInteger(digits, radix).shiftLeft(10 * Math.max(0, unit));
    BigInteger signed = negative ? number.negate() : number;
    return signed.bitLength() >= Integer.SIZE ? null : Boolean.valueOf(signed.signum() != 0);
  }
}
