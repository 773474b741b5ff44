package org.gitsnapshot.tarread;

import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;

/** The 512 bytes of a header as they are, with views of its fields. Immutable. */
public final class RawHeader {
  /** The size of a block, and of a header. */
  public static final int BLOCK = 512;

  private final byte[] bytes;

  /** Takes the array over. */
  RawHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns a header of these 512 bytes.
   *
   * @throws IllegalArgumentException if they are not as many
   */
  public static RawHeader of(ByteString bytes) {
    if (bytes.length() != BLOCK) {
      throw new IllegalArgumentException("a header has 512 bytes, not " + bytes.length());
    }
    return new RawHeader(bytes.toByteArray());
  }

  /** Returns all bytes of a field. */
  public ByteString field(HeaderField field) {
    return ByteString.of(bytes, field.offset(), field.offset() + field.length());
  }

  /** Returns a field up to its first NUL. */
  public ByteString text(HeaderField field) {
    return TarText.untilNul(bytes, field.offset(), field.offset() + field.length());
  }

  /**
   * Returns a field's number: octal digits among spaces and NULs, or GNU's and star's binary form,
   * whose first bit is set. Nothing if it is malformed or beyond 64 bits; no digits are 0.
   */
  public OptionalLong number(HeaderField field) {
    return TarText.number(bytes, field.offset(), field.length());
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Returns the type flag. */
  public char type() {
    return (char) (at(HeaderField.TYPE.offset()) & 0xff);
  }

  /** Returns whether the prefix field is one: GNU's own format has times in its place. */
  public boolean hasPrefix() {
    return TarText.startsWith(bytes, HeaderField.MAGIC.offset(), "ustar\0");
  }

  byte at(int index) {
    return bytes[index];
  }

  boolean isZero() {
    return TarText.allZero(bytes, 0, BLOCK);
  }

  /** Returns whether the checksum is right; some old programs summed signed bytes. */
  boolean checksumFits() {
    int unsigned = 0;
    int signed = 0;
    HeaderField checksum = HeaderField.CHECKSUM;
    for (int i = 0; i < BLOCK; i++) {
      boolean inside = i >= checksum.offset() && i < checksum.offset() + checksum.length();
      unsigned += inside ? ' ' : bytes[i] & 0xff;
      signed += inside ? ' ' : bytes[i];
    }
    OptionalLong written = number(checksum);
    return written.isPresent()
        && (written.getAsLong() == unsigned || written.getAsLong() == signed);
  }
}
