package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;

/** The values of one table by type; the wrong type is an error at the value. */
final class Fields {
  /** An item of a list, or a value that stands for a list of one. */
  record Item(String text, Position position) {}

  private final Table table;
  private final String parent;

  /**
   * Looks at a table.
   *
   * @param parent what its keys are called by in errors: nothing, or the table's key and a dot
   */
  Fields(Table table, String parent) {
    this.table = table;
    this.parent = parent;
  }

  /** Returns the keys in the file's order. */
  Iterable<String> keys() {
    return table.keys();
  }

  /** Returns where a key's value stands. */
  Position at(String key) {
    return table.at(key);
  }

  /** Returns where a key stands. */
  Position keyAt(String key) {
    return table.keyAt(key);
  }

  boolean has(String key) {
    return table.has(key);
  }

  boolean isString(String key) {
    return value(key) instanceof String;
  }

  boolean isTable(String key) {
    return value(key) instanceof Table;
  }

  String string(String key) throws InvalidInputException {
    if (value(key) instanceof String text) {
      return text;
    }
    throw wrongType(key, "a text in quotes");
  }

  long integer(String key) throws InvalidInputException {
    if (value(key) instanceof Long number) {
      return number;
    }
    throw wrongType(key, "a number without quotes");
  }

  Fields table(String key, String wanted) throws InvalidInputException {
    if (value(key) instanceof Table inner) {
      return new Fields(inner, parent + key + ".");
    }
    throw wrongType(key, wanted);
  }

  /** Returns the tables of a list, at least one. */
  List<Fields> tables(String key, String wanted) throws InvalidInputException {
    if (!(value(key) instanceof Table.Items items) || items.values().isEmpty()) {
      throw wrongType(key, wanted);
    }
    List<Fields> tables = new ArrayList<>();
    for (Table.Value item : items.values()) {
      if (!(item.content() instanceof Table inner)) {
        throw wrongType(key, wanted);
      }
      tables.add(new Fields(inner, parent + key + "."));
    }
    return tables;
  }

  /** Returns a list of texts, at least one. */
  List<Item> strings(String key, String wanted) throws InvalidInputException {
    if (!(value(key) instanceof Table.Items list)) {
      throw wrongType(key, wanted);
    }
    if (list.values().isEmpty()) {
      throw new InvalidInputException(at(key), parent + key + " is an empty list", null);
    }
    List<Item> items = new ArrayList<>();
    for (Table.Value item : list.values()) {
      if (!(item.content() instanceof String text)) {
        throw new InvalidInputException(
            item.position(),
            "an item of " + parent + key + " is " + kind(item.content()),
            "write a text in quotes");
      }
      items.add(new Item(text, item.position()));
    }
    return items;
  }

  List<Item> stringOrStrings(String key) throws InvalidInputException {
    if (value(key) instanceof String text) {
      return List.of(new Item(text, at(key)));
    }
    return strings(key, "a text in quotes, or a list of them");
  }

  private Object value(String key) {
    return table.content(key);
  }

  private InvalidInputException wrongType(String key, String wanted) {
    return new InvalidInputException(
        at(key), parent + key + " is " + kind(value(key)), "write " + wanted);
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "a text";
    }
    if (value instanceof Long || value instanceof Double) {
      return "a number";
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    if (value instanceof Table.Items) {
      return "a list";
    }
    return value instanceof Table ? "a table" : "a date or time";
  }
}
