package org.gitsnapshot.tarread;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/** Reads {@code <length> <key>=<value>\n}, again and again: POSIX.1-2017, pax, extended header. */
final class PaxRecordParser {
  private static final int LENGTH_DIGITS = 9;

  private PaxRecordParser() {}

  /** Returns the records, or null if one is malformed. */
  static @Nullable List<PaxRecord> parse(byte[] text) {
    List<PaxRecord> records = new ArrayList<>();
    int at = 0;
    while (at < text.length) {
      int digit = at;
      int length = 0;
      while (digit < text.length && isDigit(text[digit]) && digit - at < LENGTH_DIGITS) {
        length = length * 10 + text[digit++] - '0';
      }
      int end = end(text, at, digit, length);
      int equals = digit + 1;
      while (equals < end && text[equals] != '=') {
        equals++;
      }
      if (equals >= end) {
        return null;
      }
      ByteString key = ByteString.of(text, digit + 1, equals);
      records.add(new PaxRecord(key, ByteString.of(text, equals + 1, end)));
      at = end + 1;
    }
    return records;
  }

  /** Returns whether these are the bytes of the records, and each has a key. */
  static boolean isWritten(List<PaxRecord> records, byte[] text) {
    ByteArrayOutputStream written = new ByteArrayOutputStream(text.length);
    for (PaxRecord each : records) {
      int bare = each.key().length() + each.value().length() + 3;
      // The length counts its own digits.
      int length = bare + String.valueOf(bare).length();
      length = bare + String.valueOf(length).length();
      written.writeBytes((length + " ").getBytes(US_ASCII));
      written.writeBytes(each.key().concat('=').toByteArray());
      written.writeBytes(each.value().concat('\n').toByteArray());
      if (each.key().isEmpty()) {
        return false;
      }
    }
    return Arrays.equals(written.toByteArray(), text);
  }

  /**
   * Returns where a record's value ends, or -1 if its length cannot be. Git before 2.24 wrote some
   * lengths one too small, and its line end then stands behind the record.
   */
  private static int end(byte[] text, int at, int digit, int length) {
    if (digit == at
        || length <= digit - at + 1
        || length > text.length - at
        || text[digit] != ' ') {
      return -1;
    }
    int end = at + length;
    if (text[end - 1] == '\n') {
      return end - 1;
    }
    return end < text.length && text[end] == '\n' ? end : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
