package org.gitsnapshot.compare;

import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.RawHeader;

/**
 * A header without what is different in every entry: names are blanked, and of size, checksum and
 * time only the way they are written is left, a 0 for each octal digit.
 */
final class HeaderShape {
  private HeaderShape() {}

  static ByteString of(RawHeader header) {
    byte[] bytes = header.toByteArray();
    blank(bytes, HeaderField.NAME);
    blank(bytes, HeaderField.LINK);
    if (header.hasPrefix()) {
      blank(bytes, HeaderField.PREFIX);
    }
    mask(header, bytes, HeaderField.SIZE);
    mask(header, bytes, HeaderField.CHECKSUM);
    mask(header, bytes, HeaderField.MTIME);
    return ByteString.of(bytes);
  }

  /** Returns whether only the way the field is written is left. */
  static boolean masked(HeaderField field) {
    return field == HeaderField.SIZE || field == HeaderField.CHECKSUM || field == HeaderField.MTIME;
  }

  private static void blank(byte[] bytes, HeaderField field) {
    for (int i = 0; i < field.length(); i++) {
      bytes[field.offset() + i] = 0;
    }
  }

  /** A malformed number stays as it is: nothing else tells of it. */
  private static void mask(RawHeader header, byte[] bytes, HeaderField field) {
    if (header.number(field).isEmpty()) {
      return;
    }
    boolean binary = bytes[field.offset()] < 0;
    for (int i = 0; i < field.length(); i++) {
      int at = field.offset() + i;
      if (binary) {
        bytes[at] = (byte) 'B';
      } else if (bytes[at] >= '0' && bytes[at] <= '7') {
        bytes[at] = '0';
      }
    }
  }
}
