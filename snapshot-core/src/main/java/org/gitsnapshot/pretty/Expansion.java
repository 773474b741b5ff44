package org.gitsnapshot.pretty;

import java.io.IOException;
import org.gitsnapshot.error.InvalidInputException;

/**
 * Expands one format, from left to right as git does, with what that makes of odd formats: the
 * output is changed backwards, and what a placeholder asks of the next one stays in force when it
 * is itself left as it is written.
 */
final class Expansion {
  private static final String AUTO_COLOR = "C(auto)";
  private static final String[] COLORS_WITHOUT_PARENTHESES = {"red", "green", "blue", "reset"};

  private final byte[] format;
  private final CommitPlaceholders commit;
  private final Padding padding = new Padding();
  private final Wrapping wrapping;
  private boolean usesText;

  private Expansion(byte[] format, CommitPlaceholders commit, int start) {
    this.format = format;
    this.commit = commit;
    this.wrapping = new Wrapping(start);
  }

  /**
   * Appends what a format expands to. What is in the output already counts for columns, can lose
   * spaces and line feeds at its end, and is converted to the commit's encoding together with what
   * is appended.
   */
  static void append(ByteBuilder out, byte[] format, CommitPlaceholders commit) throws IOException {
    byte[] text = Ascii.prefix(format, Ascii.endOfText(format, 0));
    Expansion expansion = new Expansion(text, commit, out.length());
    expansion.run(out);
    // For each of many formats all that is there already would be copied.
    if (expansion.usesText && commit.text().encoding().converts()) {
      byte[] converted = commit.text().encoding().fromUtf8(out.toByteArray());
      out.truncate(0);
      out.append(converted);
    }
  }

  private void run(ByteBuilder out) throws IOException {
    int at = 0;
    while (at < format.length) {
      int percent = Ascii.indexOf(format, '%', at, format.length);
      out.append(format, at, percent);
      if (percent == format.length) {
        break;
      }
      at = percent + 1;
      if (byteAt(at) == '%') {
        out.append('%');
        at++;
        continue;
      }
      int length = withMagic(out, at);
      if (length == 0) {
        out.append('%');
      }
      at += length;
    }
    wrapping.finish(out);
  }

  /** Appends a placeholder, with what {@code +}, {@code -} or a space before it does. */
  private int withMagic(ByteBuilder out, int at) throws IOException {
    int magic = byteAt(at);
    if (magic != '+' && magic != '-' && magic != ' ') {
      return padded(out, at);
    }
    if (byteAt(at + 1) == 'w') {
      // Wrapping may change the text before it: nobody could say whether it is empty.
      return 0;
    }
    int before = out.length();
    int length = padded(out, at + 1);
    if (out.length() < before && magic != '-') {
      throw new InvalidInputException(
          "git cannot expand " + Ascii.text(format, at - 1, format.length),
          "the padding before it takes away the place that it would begin at");
    }
    if (out.length() != before && magic != '-') {
      out.insert(before, new byte[] {(byte) (magic == '+' ? '\n' : ' ')});
    } else if (out.length() == before && magic == '-') {
      while (out.length() > 0 && out.at(out.length() - 1) == '\n') {
        out.truncate(out.length() - 1);
      }
    }
    return length + 1;
  }

  private int padded(ByteBuilder out, int at) throws IOException {
    if (!padding.isPending()) {
      return one(out, at);
    }
    int columns = padding.columns(out);
    ByteBuilder expanded = new ByteBuilder();
    int next = at;
    while (byteAt(next) == 'C') {
      next += one(expanded, next);
      if (byteAt(next) != '%') {
        padding.append(out, expanded, columns);
        return next - at;
      }
      next++;
    }
    next += one(expanded, next);
    padding.append(out, expanded, columns);
    return next - at;
  }

  private int one(ByteBuilder out, int at) throws IOException {
    int length = expand(out, at);
    if (length > 0) {
      commit.taken(format, at);
    }
    return length;
  }

  private int expand(ByteBuilder out, int at) throws IOException {
    int literal = byteAt(at) == '%' ? 0 : Arguments.literal(out, format, at);
    if (literal > 0) {
      return literal;
    }
    switch (byteAt(at)) {
      case 'C' -> {
        return color(out, at);
      }
      case 'w' -> {
        return wrapping.parse(out, format, at);
      }
      case '<', '>' -> {
        return padding.parse(format, at);
      }
      default -> {
        // The others ask for the commit.
      }
    }
    CommitPlaceholders.Result result = commit.append(out, format, at);
    usesText |= result.usesText();
    return result.length();
  }

  /** Appends a color if it is one that is always wanted; an archive wants no others. */
  private int color(ByteBuilder out, int at) throws IOException {
    if (Ascii.startsWith(format, at, format.length, AUTO_COLOR)) {
      return AUTO_COLOR.length();
    }
    int start = at + 2;
    if (byteAt(at + 1) == '(') {
      int end = Ascii.indexOf(format, ')', start, format.length);
      if (end == format.length) {
        return 0;
      }
      String always = "always,";
      if (Ascii.startsWith(format, start, end, always)) {
        String spec = Ascii.text(format, start + always.length(), end);
        out.append(ColorSpec.escape(spec, commit.age().hasShortColors()));
      }
      return end + 1 - at;
    }
    for (String color : COLORS_WITHOUT_PARENTHESES) {
      if (Ascii.startsWith(format, at + 1, format.length, color)) {
        return 1 + color.length();
      }
    }
    return 0;
  }

  private int byteAt(int at) {
    return at < format.length ? format[at] : 0;
  }
}
