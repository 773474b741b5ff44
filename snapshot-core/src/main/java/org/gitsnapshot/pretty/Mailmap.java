package org.gitsnapshot.pretty;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The names and addresses that a {@code .mailmap} gives instead of those in commits; see
 * gitmailmap(5). Immutable and thread-safe.
 */
public final class Mailmap {
  /** No mapping. */
  public static final Mailmap EMPTY = new Mailmap(Collections.emptySortedMap());

  /** By address in lower case. */
  private final Map<ByteString, MailmapEntry> entries;

  private Mailmap(Map<ByteString, MailmapEntry> entries) {
    this.entries = entries;
  }

  /** A person as a commit or a mailmap has them. */
  public record Person(ByteString name, ByteString email) {}

  /**
   * Reads a mailmap. Lines that are no mapping are passed over, as git does; so is all that follows
   * a byte 0.
   */
  public static Mailmap parse(ByteString text) {
    Map<ByteString, MailmapEntry> entries = new TreeMap<>();
    byte[] bytes = text.toByteArray();
    int end = Ascii.endOfText(bytes, 0);
    int at = 0;
    while (at < end) {
      int lineEnd = Ascii.indexOf(bytes, '\n', at, end);
      MailmapLine line = MailmapLine.parse(Ascii.text(bytes, at, lineEnd));
      if (line != null) {
        entries
            .computeIfAbsent(lowerCase(line.oldEmail()), key -> new MailmapEntry(line.oldEmail()))
            .add(line);
      }
      at = lineEnd + 1;
    }
    return new Mailmap(entries);
  }

  /** Returns who somebody is. Addresses and names match without regard to ASCII case. */
  public Person map(Person person) {
    MailmapEntry entry = entries.get(lowerCase(person.email()));
    MailmapLine line = entry == null ? null : entry.find(person.name());
    return line == null ? person : line.apply(person);
  }

  /**
   * Returns a mailmap that says the same of these persons and no more, empty if it changes none of
   * them. The same mappings give the same text, whatever the order of the persons.
   */
  public ByteString relevantLines(List<Person> persons) {
    Map<ByteString, MailmapSelection> selected = new TreeMap<>();
    for (Person person : persons) {
      ByteString key = lowerCase(person.email());
      MailmapEntry entry = entries.get(key);
      if (entry != null) {
        selected.computeIfAbsent(key, k -> new MailmapSelection(entry)).add(person);
      }
    }
    StringBuilder lines = new StringBuilder();
    selected.values().forEach(selection -> selection.appendTo(lines));
    return MailmapLine.bytes(lines.toString());
  }

  static ByteString lowerCase(ByteString text) {
    byte[] bytes = text.toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Ascii.lower(bytes[i]);
    }
    return ByteString.of(bytes);
  }

  /** What a mailmap says of one address: for anybody, and for some names. */
  private static final class MailmapEntry {
    private final ByteString email;
    private @Nullable MailmapLine anybody;
    private final Map<ByteString, MailmapLine> byName = new TreeMap<>();

    MailmapEntry(ByteString email) {
      this.email = email;
    }

    void add(MailmapLine line) {
      if (line.oldName() != null) {
        byName.put(lowerCase(line.oldName()), line.withOldEmail(email));
        return;
      }
      // A later line for anybody adds to an earlier one; a later one for a name replaces it.
      MailmapLine before = anybody;
      anybody =
          new MailmapLine(
              line.name() == null && before != null ? before.name() : line.name(),
              line.email() == null && before != null ? before.email() : line.email(),
              null,
              email);
    }

    @Nullable MailmapLine find(ByteString name) {
      MailmapLine line = byName.get(lowerCase(name));
      return line == null ? anybody : line;
    }
  }

  /** The lines of an entry that some persons need. */
  private static final class MailmapSelection {
    private final MailmapEntry entry;
    private boolean anybody;
    private final Map<ByteString, MailmapLine> byName = new TreeMap<>();
    private final Map<ByteString, MailmapLine> unchanged = new TreeMap<>();

    MailmapSelection(MailmapEntry entry) {
      this.entry = entry;
    }

    void add(Person person) {
      MailmapLine line = entry.find(person.name());
      if (line == null) {
        return;
      }
      boolean changes = !line.apply(person).equals(person);
      if (line.oldName() == null) {
        anybody |= changes;
      } else {
        (changes ? byName : unchanged).put(lowerCase(line.oldName()), line);
      }
    }

    void appendTo(StringBuilder lines) {
      MailmapLine forAnybody = entry.anybody;
      if (anybody && forAnybody != null) {
        lines.append(forAnybody.text());
        // Whom a line of their own keeps as they are, the one for anybody would change.
        unchanged.forEach(byName::putIfAbsent);
      }
      byName.values().forEach(line -> lines.append(line.text()));
    }
  }
}
