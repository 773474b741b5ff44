package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.Position;
import org.jspecify.annotations.Nullable;

/**
 * Reads what most pins are written as: lines {@code [[pin]]} and {@code [pin.name]}, and keys with
 * texts in double quotes, lists of these, whole numbers, or true and false. Whatever else stands in
 * a text, and all that is wrong in it, is for the parser of {@link TomlText}, which takes a tenth
 * of a second for its first pin and most of a millisecond for each.
 */
final class PlainToml {
  /** Stands for what is not read here. */
  private static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1;

    NotPlain() {
      super("not read here", null, false, false);
    }
  }

  /** More digits might not fit into a long. */
  private static final int MOST_DIGITS = 18;

  private final String source;
  private final String text;
  private final Table root = new Table();
  private int at;
  private int line;
  private int lineStart;

  private PlainToml(String source, PinSections.Section section) {
    this.source = source;
    this.text = section.text();
    this.line = section.linesBefore() + 1;
  }

  /** Returns the outermost table of a section, null if there is anything unusual in it. */
  static @Nullable Table read(String source, PinSections.Section section) {
    PlainToml reader = new PlainToml(source, section);
    try {
      reader.readAll();
    } catch (NotPlain unusual) {
      return null;
    }
    return reader.root;
  }

  private void readAll() throws NotPlain {
    Table table = root;
    while (at < text.length()) {
      skipBlanks();
      char c = peek();
      if (c == '[') {
        table = header();
      } else if (c != '\n' && c != '#') {
        pair(table);
      }
      endLine();
    }
  }

  /** Reads a header and returns the table that it begins. */
  private Table header() throws NotPlain {
    Position position = here();
    at++;
    if (peek() == '[') {
      at++;
      String name = bareKey();
      expect(']');
      expect(']');
      return nextOf(name, position);
    }
    Table parent = lastOf(bareKey());
    expect('.');
    String name = bareKey();
    expect(']');
    Table table = new Table();
    add(parent, name, position, new Table.Value(table, position));
    return table;
  }

  /** Begins the next table of a list of tables. */
  private Table nextOf(String name, Position position) throws NotPlain {
    Table next = new Table();
    List<Table.Value> list = root.has(name) ? tables(name) : new ArrayList<>();
    if (list.isEmpty()) {
      root.put(name, position, new Table.Value(new Table.Items(list), position));
    }
    list.add(new Table.Value(next, position));
    return next;
  }

  private Table lastOf(String name) throws NotPlain {
    List<Table.Value> list = tables(name);
    return (Table) list.get(list.size() - 1).content();
  }

  /** Returns a list that headers have begun: a list that is a value cannot be added to. */
  private List<Table.Value> tables(String name) throws NotPlain {
    if (root.has(name)
        && root.content(name) instanceof Table.Items items
        && !items.values().isEmpty()
        && items.values().get(0).content() instanceof Table) {
      return items.values();
    }
    throw new NotPlain();
  }

  private static void add(Table table, String key, Position keyAt, Table.Value value)
      throws NotPlain {
    if (table.has(key)) {
      throw new NotPlain();
    }
    table.put(key, keyAt, value);
  }

  private void pair(Table table) throws NotPlain {
    Position position = here();
    String key = peek() == '"' ? string() : bareKey();
    skipBlanks();
    expect('=');
    skipBlanks();
    add(table, key, position, value());
  }

  private Table.Value value() throws NotPlain {
    Position position = here();
    char c = peek();
    Object content;
    if (c == '"') {
      content = string();
    } else if (c == '[') {
      content = list();
    } else if (isDigit(c)) {
      content = number();
    } else if (text.startsWith("true", at)) {
      at += 4;
      content = true;
    } else if (text.startsWith("false", at)) {
      at += 5;
      content = false;
    } else {
      throw new NotPlain();
    }
    return new Table.Value(content, position);
  }

  private Table.Items list() throws NotPlain {
    List<Table.Value> values = new ArrayList<>();
    expect('[');
    skipToItem();
    while (peek() != ']') {
      Position position = here();
      values.add(new Table.Value(string(), position));
      skipToItem();
      if (peek() != ']') {
        expect(',');
        skipToItem();
      }
    }
    at++;
    return new Table.Items(values);
  }

  private void skipToItem() {
    skipBlanks();
    while (at < text.length() && peek() == '\n') {
      nextLine();
      skipBlanks();
    }
  }

  private Long number() throws NotPlain {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    boolean zeros = text.charAt(start) == '0' && at > start + 1;
    if (zeros || at - start > MOST_DIGITS) {
      throw new NotPlain();
    }
    return Long.valueOf(text.substring(start, at));
  }

  private String string() throws NotPlain {
    expect('"');
    int start = at;
    while (isPrintable(peek()) && peek() != '"' && peek() != '\\') {
      at++;
    }
    String content = text.substring(start, at);
    expect('"');
    if (content.isEmpty() && peek() == '"') {
      throw new NotPlain(); // A text of several lines.
    }
    return content;
  }

  private String bareKey() throws NotPlain {
    int start = at;
    while (isBare(peek())) {
      at++;
    }
    if (at == start) {
      throw new NotPlain();
    }
    return text.substring(start, at);
  }

  /** Passes over what may stand behind anything, and goes to the next line. */
  private void endLine() throws NotPlain {
    skipBlanks();
    if (peek() == '#') {
      while (isPrintable(peek()) || peek() == '\t') {
        at++;
      }
    }
    if (at < text.length()) {
      expect('\n');
      at--;
      nextLine();
    }
  }

  private void nextLine() {
    at++;
    line++;
    lineStart = at;
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private void expect(char c) throws NotPlain {
    if (peek() != c) {
      throw new NotPlain();
    }
    at++;
  }

  /** Returns the next character, at the end a line's end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private Position here() {
    return new Position(source, line, at - lineStart + 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBare(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  }

  /** Returns whether it is a visible character of ASCII or a space, of one column. */
  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }
}
