package org.gitsnapshot.pretty;

import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Who and when, from an author or committer line.
 *
 * <p>Git finds the name and the address from the left and the date from the last {@code >} on, so
 * that a line with too many angle brackets still says something.
 *
 * @param name up to the first {@code <}, without white space behind it
 * @param email from there to the next {@code >}
 * @param date null unless a time and a zone follow
 */
record Ident(ByteString name, ByteString email, @Nullable Date date) {
  /**
   * A time and its zone as they are written.
   *
   * @param seconds digits, however many
   * @param zone a sign and digits, however many
   */
  record Date(String seconds, String zone) {}

  /** Returns what a line says without its label, or null if it has no address in brackets. */
  static @Nullable Ident parse(byte[] line) {
    int open = Ascii.indexOf(line, '<', 0, line.length);
    int close = Ascii.indexOf(line, '>', open, line.length);
    if (close == line.length) {
      return null;
    }
    int nameEnd = open;
    while (nameEnd > 0 && Ascii.isSpace(line[nameEnd - 1])) {
      nameEnd--;
    }
    return new Ident(
        ByteString.of(line, 0, nameEnd), ByteString.of(line, open + 1, close), date(line));
  }

  /** Returns the part of the address before {@code @}. */
  static ByteString localPart(ByteString email) {
    byte[] bytes = email.toByteArray();
    return email.substring(0, Ascii.indexOf(bytes, '@', 0, bytes.length));
  }

  private static @Nullable Date date(byte[] line) {
    int start = line.length;
    while (line[start - 1] != '>') {
      start--;
    }
    int seconds = skipSpace(line, start);
    int secondsEnd = skipDigits(line, seconds);
    int zone = skipSpace(line, secondsEnd);
    if (seconds == secondsEnd || zone == line.length || (line[zone] != '+' && line[zone] != '-')) {
      return null;
    }
    int zoneEnd = skipDigits(line, zone + 1);
    if (zoneEnd == zone + 1) {
      return null;
    }
    return new Date(Ascii.text(line, seconds, secondsEnd), Ascii.text(line, zone, zoneEnd));
  }

  private static int skipSpace(byte[] line, int from) {
    int at = from;
    while (at < line.length && Ascii.isSpace(line[at])) {
      at++;
    }
    return at;
  }

  private static int skipDigits(byte[] line, int from) {
    int at = from;
    while (at < line.length && Ascii.isDigit(line[at])) {
      at++;
    }
    return at;
  }
}
