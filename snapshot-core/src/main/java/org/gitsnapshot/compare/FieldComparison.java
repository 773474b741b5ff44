package org.gitsnapshot.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.RawHeader;

/** Compares two headers field by field: by what they say, or else by how it is written. */
final class FieldComparison {
  /** Ends what is told of a field whose value is the same. */
  static final String AS_WRITTEN = " as written";

  private static final long LAST_TIME = Instant.MAX.getEpochSecond();

  private final Told told;

  /** Hears of each difference. */
  interface Told {
    void difference(String what, String from, String to);
  }

  FieldComparison(Told told) {
    this.told = told;
  }

  /** Compares what is left of two entries' headers; see {@link HeaderShape}. */
  void shapes(RawHeader a, RawHeader b) {
    for (HeaderField field : differing(a, b)) {
      compare(a, b, field, HeaderShape.masked(field), "");
    }
  }

  /**
   * Compares two whole headers.
   *
   * @param of follows the name of the field, such as {@code " of the global header"}
   */
  void whole(RawHeader a, RawHeader b, String of) {
    List<HeaderField> fields = differing(a, b);
    for (HeaderField field : fields) {
      // The sum of what differs differs as well.
      if (field != HeaderField.CHECKSUM || fields.size() == 1) {
        compare(a, b, field, false, of);
      }
    }
  }

  private static List<HeaderField> differing(RawHeader a, RawHeader b) {
    List<HeaderField> fields = new ArrayList<>();
    for (HeaderField field : HeaderField.values()) {
      if (!a.field(field).equals(b.field(field))) {
        fields.add(field);
      }
    }
    return fields;
  }

  private void compare(RawHeader a, RawHeader b, HeaderField field, boolean masked, String of) {
    ByteString rawA = a.field(field);
    ByteString rawB = b.field(field);
    OptionalLong numberA = a.number(field);
    OptionalLong numberB = b.number(field);
    String label = field.label() + of;
    if (field.numeric() && (masked || numberA.equals(numberB))) {
      asWritten(label, rawA, rawB);
    } else if (field.numeric() && numberA.isPresent() && numberB.isPresent()) {
      String from = number(field, numberA.getAsLong());
      told.difference(label, from, number(field, numberB.getAsLong()));
    } else if (a.text(field).equals(b.text(field)) || field == HeaderField.MAGIC) {
      asWritten(label, rawA, rawB);
    } else {
      String from = HeaderComparison.quoted(a.text(field));
      told.difference(label, from, HeaderComparison.quoted(b.text(field)));
    }
  }

  private void asWritten(String label, ByteString a, ByteString b) {
    String from = HeaderComparison.quoted(a);
    told.difference(label + AS_WRITTEN, from, HeaderComparison.quoted(b));
  }

  private static String number(HeaderField field, long value) {
    return switch (field) {
      case MODE -> String.format("%04o", value);
      case MTIME -> time(value);
      default -> String.valueOf(value);
    };
  }

  /** Returns a time for people. */
  static String time(long seconds) {
    return Math.abs(seconds) > LAST_TIME
        ? String.valueOf(seconds)
        : seconds + " (" + Instant.ofEpochSecond(seconds) + ")";
  }
}
