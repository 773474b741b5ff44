package org.gitsnapshot.pin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gitsnapshot.error.Position;

/** A table of TOML that was read: its keys in the order of the text, and where all of it stands. */
final class Table {
  /**
   * A value.
   *
   * @param content a {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@link Items},
   *     {@code Table}, or something else for a date or time
   * @param position where it begins
   */
  record Value(Object content, Position position) {}

  /** A list of values. */
  record Items(List<Value> values) {}

  private record Entry(Position keyAt, Value value) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Adds a value. */
  void put(String key, Position keyAt, Value value) {
    entries.put(key, new Entry(keyAt, value));
  }

  Iterable<String> keys() {
    return entries.keySet();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Returns the value of a key that it has. */
  Object content(String key) {
    return entry(key).value.content;
  }

  /** Returns where the value of a key stands; for a table, its header. */
  Position at(String key) {
    return entry(key).value.position;
  }

  /** Returns where a key stands; for a table's own key, its header. */
  Position keyAt(String key) {
    return entry(key).keyAt;
  }

  private Entry entry(String key) {
    return Objects.requireNonNull(entries.get(key), key);
  }
}
