package org.gitsnapshot.pretty;

import org.gitsnapshot.io.ByteString;

/** How {@code %d}, {@code %D} and {@code %(decorate:…)} write the names of a commit. */
final class Decorations {
  private static final String SEPARATOR = ", ";
  private static final String POINTER = " -> ";
  private static final String TAG = "tag: ";

  private byte[] prefix = {' ', '('};
  private byte[] suffix = {')'};
  private byte[] separator = bytes(SEPARATOR);
  private byte[] pointer = bytes(POINTER);
  private byte[] tag = bytes(TAG);

  private Decorations() {}

  /** Returns the form of {@code %d}. */
  static Decorations inParentheses() {
    return new Decorations();
  }

  /** Returns the form that options ask for; reads as many as it knows. */
  static Decorations parse(Arguments arguments) {
    Decorations form = new Decorations();
    while (form.takeOne(arguments)) {
      // The rest is judged by whoever asked.
    }
    return form;
  }

  private boolean takeOne(Arguments arguments) {
    if (arguments.take("prefix")) {
      prefix = text(arguments);
    } else if (arguments.take("suffix")) {
      suffix = text(arguments);
    } else if (arguments.take("separator")) {
      separator = text(arguments);
    } else if (arguments.take("pointer")) {
      pointer = text(arguments);
    } else if (arguments.take("tag")) {
      tag = text(arguments);
    } else {
      return false;
    }
    return true;
  }

  /**
   * Appends names, nothing for none.
   *
   * @param names as {@code %D} has them; a ref's name holds neither a space nor a colon, so that
   *     what stands between names is never part of one
   */
  void append(ByteBuilder out, ByteString names) {
    if (names.isEmpty()) {
      return;
    }
    byte[] all = names.toByteArray();
    byte[] before = prefix;
    int at = 0;
    while (at < all.length) {
      int end = find(all, SEPARATOR, at, all.length);
      out.append(before);
      appendName(out, all, at, end);
      before = separator;
      at = end + SEPARATOR.length();
    }
    out.append(suffix);
  }

  private void appendName(ByteBuilder out, byte[] all, int from, int to) {
    int arrow = find(all, POINTER, from, to);
    if (Ascii.startsWith(all, from, to, TAG)) {
      out.append(tag);
      out.append(all, from + TAG.length(), to);
    } else if (arrow < to) {
      out.append(all, from, arrow);
      out.append(pointer);
      out.append(all, arrow + POINTER.length(), to);
    } else {
      out.append(all, from, to);
    }
  }

  /** Returns where a text begins, or {@code to}; nothing behind that is looked at. */
  private static int find(byte[] all, String text, int from, int to) {
    int at = from;
    while (at < to && !Ascii.startsWith(all, at, to, text)) {
      at++;
    }
    return at;
  }

  /** Returns an option's value up to its first 0, since git keeps it as a C string. */
  private static byte[] text(Arguments arguments) {
    byte[] value = arguments.expandedValue();
    return Ascii.prefix(value, Ascii.endOfText(value, 0));
  }

  private static byte[] bytes(String text) {
    return ByteString.utf8(text).toByteArray();
  }
}
