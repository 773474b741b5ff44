package org.gitsnapshot.io;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The text of a record for a log: what Java gives it, but with every URL as {@link
 * SafeText#url(String)} gives it. Records that hold URLs have it as their {@code toString}.
 */
public final class RecordText {
  private static final String RULE_PARTS = "=(?=[A-Za-z][A-Za-z0-9+.-]*://)";

  private RecordText() {}

  /** Returns the text of a record of this library. */
  public static String of(Record record) {
    return of(record, "", "");
  }

  /** Returns the text of a record with something else for one of its components. */
  public static String of(Record record, String other, Object instead) {
    Class<?> type = record.getClass();
    StringJoiner text = new StringJoiner(", ", type.getSimpleName() + "[", "]");
    for (RecordComponent component : type.getRecordComponents()) {
      try {
        String name = component.getName();
        Object value = name.equals(other) ? instead : component.getAccessor().invoke(record);
        text.add(name + "=" + shown(value));
      } catch (ReflectiveOperationException closed) {
        throw new IllegalStateException(closed); // Such a record is not public.
      }
    }
    return text.toString();
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof String || value instanceof URI) {
      return shownUrls(value.toString());
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(RecordText::shown).toList().toString();
    }
    if (value instanceof Optional<?> item && item.isPresent()) {
      return "Optional[" + shown(item.get()) + "]";
    }
    return String.valueOf(value);
  }

  /** Shows a URL, or a rule that has one on both sides of an equals sign. */
  private static String shownUrls(String text) {
    StringJoiner shown = new StringJoiner("=");
    for (String part : text.split(RULE_PARTS, -1)) {
      shown.add(SafeText.url(part));
    }
    return shown.toString();
  }
}
