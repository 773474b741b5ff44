package org.gitsnapshot.pretty;

import java.nio.charset.StandardCharsets;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One line of a mailmap.
 *
 * @param name the name that somebody shall have, null to leave it
 * @param email the address that they shall have, null to leave it
 * @param oldName the name in commits, null for any
 * @param oldEmail the address in commits
 */
record MailmapLine(
    @Nullable ByteString name,
    @Nullable ByteString email,
    @Nullable ByteString oldName,
    ByteString oldEmail) {

  /** A name, null if it is empty, and an address in brackets; and the index behind them. */
  private record Pair(@Nullable ByteString name, ByteString email, int end) {}

  /** Reads a line, a character for each byte; returns null if it is a comment or no mapping. */
  static @Nullable MailmapLine parse(String line) {
    Pair first = line.startsWith("#") ? null : pair(line, 0);
    if (first == null || first.email.isEmpty()) {
      return null;
    }
    Pair second = pair(line, first.end);
    return second == null
        ? new MailmapLine(first.name, null, null, first.email)
        : new MailmapLine(first.name, first.email, second.name, second.email);
  }

  private static @Nullable Pair pair(String line, int from) {
    int open = line.indexOf('<', from);
    int close = open < 0 ? -1 : line.indexOf('>', open);
    if (close < 0) {
      return null;
    }
    String name = trim(line.substring(from, open));
    return new Pair(
        name.isEmpty() ? null : bytes(name), bytes(line.substring(open + 1, close)), close + 1);
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && Ascii.isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && Ascii.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Returns the same mapping with another spelling of the address. */
  MailmapLine withOldEmail(ByteString spelling) {
    return new MailmapLine(name, email, oldName, spelling);
  }

  /** Returns who somebody is whom the line is about. */
  Mailmap.Person apply(Mailmap.Person person) {
    return new Mailmap.Person(
        name == null ? person.name() : name, email == null ? person.email() : email);
  }

  /** Returns the line in its one form, a character for each byte, with its line feed. */
  String text() {
    StringBuilder text = new StringBuilder();
    appendPair(text, name, email == null ? oldEmail : email);
    if (email != null) {
      text.append(' ');
      appendPair(text, oldName, oldEmail);
    }
    // What begins like a comment was kept from being one by a space.
    return (text.charAt(0) == '#' ? " " : "") + text + "\n";
  }

  private static void appendPair(StringBuilder text, @Nullable ByteString name, ByteString email) {
    if (name != null) {
      text.append(characters(name)).append(' ');
    }
    text.append('<').append(characters(email)).append('>');
  }

  private static String characters(ByteString bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  static ByteString bytes(String characters) {
    return ByteString.of(characters.getBytes(StandardCharsets.ISO_8859_1));
  }
}
