package org.gitsnapshot.codec.xz;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/** Bytes of a header, an index or a footer, with the integers of the format. */
final class Fields {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds bytes as they are. */
  Fields raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /** Adds four bytes, the lowest first. */
  Fields int32(int value) {
    return raw(value, value >>> 8, value >>> 16, value >>> 24);
  }

  /** Adds an integer of seven bits a byte, the lowest first; all but the last have the top bit. */
  Fields number(long value) {
    long left = value;
    for (; left >= 0x80; left >>>= 7) {
      bytes.write((int) left | 0x80);
    }
    bytes.write((int) left);
    return this;
  }

  /** Returns how many bytes {@link #number} takes. */
  static int numberSize(long value) {
    return new Fields().number(value).size();
  }

  /** Adds zeros up to a size. */
  Fields pad(int size) {
    while (bytes.size() < size) {
      bytes.write(0);
    }
    return this;
  }

  /** Adds the CRC-32 of the bytes from an index on. */
  Fields crcFrom(int from) {
    CRC32 crc = new CRC32();
    crc.update(toByteArray(), from, size() - from);
    return int32((int) crc.getValue());
  }

  /** Adds the CRC-32 of other fields, and then those. */
  Fields crcOf(Fields other) {
    CRC32 crc = new CRC32();
    crc.update(other.toByteArray());
    int32((int) crc.getValue());
    bytes.writeBytes(other.toByteArray());
    return this;
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
