package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.List;

/**
 * A pin file's text cut before each line {@code [[pin]]}, so that the parser holds one pin at a
 * time: it takes some hundred bytes for each byte of text, which a long file cannot afford.
 */
final class PinSections {
  /**
   * A piece of the text.
   *
   * @param text from one header up to the next; for the first piece, what stands before any
   * @param linesBefore how many lines of the file stand before it
   */
  record Section(String text, int linesBefore) {}

  private final String text;
  private int at;

  private PinSections(String text) {
    this.text = text;
  }

  /** Returns the pieces, which together are the text; the first may be empty. */
  static List<Section> of(String text) {
    return new PinSections(text).cut();
  }

  private List<Section> cut() {
    List<Section> sections = new ArrayList<>();
    int begin = 0;
    int linesBefore = 0;
    int countedTo = 0;
    int lines = 0;
    while (at < text.length()) {
      if (atHeader()) {
        for (; countedTo < at; countedTo++) {
          lines += text.charAt(countedTo) == '\n' ? 1 : 0;
        }
        sections.add(new Section(text.substring(begin, at), linesBefore));
        begin = at;
        linesBefore = lines;
      }
      skipLine();
    }
    sections.add(new Section(text.substring(begin), linesBefore));
    return sections;
  }

  /** Whether the line that begins here is {@code [[pin]]}. */
  private boolean atHeader() {
    int i = skipBlanks(at);
    if (!text.startsWith("[[", i)) {
      return false;
    }
    i = skipBlanks(i + 2);
    if (!text.startsWith("pin", i)) {
      return false;
    }
    return text.startsWith("]]", skipBlanks(i + 3));
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  /** Moves past the end of the line, and of any string of several lines that begins in it. */
  private void skipLine() {
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '\n' -> {
          at++;
          return;
        }
        case '#' -> {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        }
        case '"' -> skipString("\"\"\"", true);
        case '\'' -> skipString("'''", false);
        default -> at++;
      }
    }
  }

  private void skipString(String triple, boolean escapes) {
    boolean severalLines = text.startsWith(triple, at);
    String close = severalLines ? triple : triple.substring(2);
    at += close.length();
    while (at < text.length()) {
      if (text.startsWith(close, at)) {
        at += close.length();
        return;
      }
      if (!severalLines && text.charAt(at) == '\n') {
        return; // not closed, which the parser will say
      }
      at += escapes && text.charAt(at) == '\\' ? 2 : 1;
    }
    at = text.length();
  }
}
