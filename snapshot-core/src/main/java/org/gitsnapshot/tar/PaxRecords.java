package org.gitsnapshot.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.io.ByteString;

/**
 * Records of a pax extended header: {@code <length> <key>=<value>\n}, where the length is decimal
 * and counts the whole record, itself included.
 */
final class PaxRecords {
  private final boolean oldLengths;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  /**
   * Starts with no records.
   *
   * @param oldLengths whether lengths are computed as before git 2.24, which is one too short where
   *     the length's own digits carry it over a power of ten
   */
  PaxRecords(boolean oldLengths) {
    this.oldLengths = oldLengths;
  }

  void add(String key, ByteString value) {
    // A space, an equals sign, a line feed.
    int rest = key.length() + value.length() + 3;
    append(recordLength(rest) + " " + key + "=");
    records.writeBytes(value.toByteArray());
    records.write('\n');
  }

  /** Adds a number as unsigned decimal, as git's own unsigned times are printed. */
  void add(String key, long unsigned) {
    add(key, ByteString.utf8(Long.toUnsignedString(unsigned)));
  }

  boolean isEmpty() {
    return records.size() == 0;
  }

  byte[] toByteArray() {
    return records.toByteArray();
  }

  private int recordLength(int rest) {
    if (oldLengths) {
      // As if the length had one digit only: right but where the other digits carry.
      return rest + decimalDigits(rest + 1);
    }
    int length = rest + decimalDigits(rest);
    return rest + decimalDigits(length);
  }

  private static int decimalDigits(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void append(String ascii) {
    records.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
