package org.gitsnapshot.pin;

import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.fuzz.Tried;

/** Compares what is read of TOML without the library with what the library reads. */
final class BothToml {
  private BothToml() {}

  /** Compares a section, with all places in it; returns whether it is read without the library. */
  static boolean compare(PinSections.Section section) {
    Table plain = PlainToml.read("S", section);
    if (plain == null) {
      return false;
    }
    try {
      Table other = TomlText.parseByLibrary("S", section);
      Tried.checkEqual(dump(plain), dump(other), section.text());
    } catch (InvalidInputException refused) {
      throw new AssertionError("the library refuses: " + section.text(), refused);
    }
    return true;
  }

  /** Writes a table with all places. */
  private static String dump(Object content) {
    StringBuilder text = new StringBuilder();
    if (content instanceof Table table) {
      for (String key : table.keys()) {
        text.append(key + "@" + table.keyAt(key) + "=" + table.at(key) + " ");
        text.append(dump(table.content(key))).append('\n');
      }
      return "{" + text + "}";
    }
    if (content instanceof Table.Items items) {
      items.values().forEach(v -> text.append(v.position() + " " + dump(v.content()) + ", "));
      return "[" + text + "]";
    }
    return content.getClass().getSimpleName() + " " + content;
  }
}
