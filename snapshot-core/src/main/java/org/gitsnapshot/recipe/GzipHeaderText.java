package org.gitsnapshot.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/** The text of a gzip header in a recipe, written and read. */
final class GzipHeaderText {
  private static final List<String> FIELDS =
      List.of("name", "comment", "extra", "mtime", "os", "xfl", "text", "checked");
  private static final String EXAMPLE =
      "a gzip header is written such as: name=\"x-1.0.tar\" mtime=1350000000 os=0";

  /** A word that can only belong to a header: a flag, or a name and an equals sign. */
  private static final Pattern START =
      Pattern.compile(" (?:[A-Za-z][A-Za-z0-9]*=|(?:text|checked)(?= |$))");

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");

  private final String text;
  private int at;

  private @Nullable ByteString name;
  private @Nullable ByteString comment;
  private @Nullable ByteString extra;
  private long mtime;
  private int os = GzipHeader.UNIX;
  private OptionalInt xfl = OptionalInt.empty();
  private boolean flaggedText;
  private boolean checked;

  private GzipHeaderText(String text) {
    this.text = text;
  }

  static String of(GzipHeader header) {
    StringBuilder text = new StringBuilder();
    header.name().ifPresent(bytes -> put(text, "name=" + QuotedBytes.quote(bytes)));
    header.comment().ifPresent(bytes -> put(text, "comment=" + QuotedBytes.quote(bytes)));
    header.extra().ifPresent(bytes -> put(text, "extra=" + QuotedBytes.quote(bytes)));
    if (header.mtime() != 0) {
      put(text, "mtime=" + header.mtime());
    }
    if (header.os() != GzipHeader.UNIX) {
      put(text, "os=" + header.os());
    }
    header.xfl().ifPresent(value -> put(text, "xfl=" + value));
    if (header.text()) {
      put(text, "text");
    }
    if (header.checked()) {
      put(text, "checked");
    }
    return text.toString();
  }

  private static void put(StringBuilder text, String field) {
    text.append(text.isEmpty() ? "" : " ").append(field);
  }

  /** Returns where in a compressor's text the header begins, or the length of the text. */
  static int start(String compressor) {
    Matcher start = START.matcher(compressor);
    return start.find() ? start.start() : compressor.length();
  }

  static GzipHeader parse(String text) throws InvalidInputException {
    return new GzipHeaderText(text).header();
  }

  private GzipHeader header() throws InvalidInputException {
    Set<String> seen = new HashSet<>();
    while (skipSpaces()) {
      String field = word();
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        value(field);
      } else {
        flag(field);
      }
      if (!seen.add(field)) {
        throw new InvalidInputException("the gzip header gives " + field + " twice", null);
      }
      if (at < text.length() && text.charAt(at) != ' ') {
        throw new InvalidInputException("expected a space after " + field, EXAMPLE);
      }
    }
    return new GzipHeader(
        Optional.ofNullable(name),
        Optional.ofNullable(comment),
        Optional.ofNullable(extra),
        mtime,
        os,
        xfl,
        flaggedText,
        checked);
  }

  private void value(String field) throws InvalidInputException {
    switch (field) {
      case "name" -> name = string(field);
      case "comment" -> comment = string(field);
      case "extra" -> extra = string(field);
      case "mtime" -> mtime = number(field, GzipHeader.MAX_MTIME);
      case "os" -> os = (int) number(field, 0xff);
      case "xfl" -> xfl = OptionalInt.of((int) number(field, 0xff));
      default ->
          throw FIELDS.contains(field)
              ? new InvalidInputException(field + " of a gzip header takes no value", EXAMPLE)
              : unknown(field);
    }
  }

  private void flag(String field) throws InvalidInputException {
    switch (field) {
      case "text" -> flaggedText = true;
      case "checked" -> checked = true;
      default ->
          throw FIELDS.contains(field)
              ? new InvalidInputException(field + " of a gzip header has no value", EXAMPLE)
              : unknown(field);
    }
  }

  private static InvalidInputException unknown(String field) {
    return new InvalidInputException(
        "no field of a gzip header is called \"" + field + "\"",
        NearestName.hint(field, FIELDS, "fields"));
  }

  private ByteString string(String field) throws InvalidInputException {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw new InvalidInputException("the value of " + field + " is not quoted", EXAMPLE);
    }
    int close = QuotedBytes.end(text, at);
    if (close < 0) {
      throw new InvalidInputException("the quote of " + field + " is not closed", EXAMPLE);
    }
    ByteString value = QuotedBytes.unquote(text, at, close);
    at = close + 1;
    if (!field.equals("extra")) {
      for (int i = 0; i < value.length(); i++) {
        if (value.at(i) == 0) {
          throw new InvalidInputException("there is a NUL in " + field, null);
        }
      }
    } else if (value.length() > GzipHeader.MAX_EXTRA) {
      throw new InvalidInputException(
          "extra has " + value.length() + " bytes, more than " + GzipHeader.MAX_EXTRA, null);
    }
    return value;
  }

  private long number(String field, long most) throws InvalidInputException {
    int end = text.indexOf(' ', at);
    String digits = text.substring(at, end < 0 ? text.length() : end);
    at += digits.length();
    if (!NUMBER.matcher(digits).matches() || Long.parseLong(digits) > most) {
      throw new InvalidInputException(
          field + " is a number from 0 to " + most + ", not \"" + digits + "\"", EXAMPLE);
    }
    return Long.parseLong(digits);
  }

  /** Returns what stands before the next space or equals sign. */
  private String word() {
    int end = at;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '=') {
      end++;
    }
    String word = text.substring(at, end);
    at = end;
    return word;
  }

  /** Moves on to what is not a space; false at the end of the text. */
  private boolean skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length();
  }
}
