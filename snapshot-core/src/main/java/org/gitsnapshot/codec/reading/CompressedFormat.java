package org.gitsnapshot.codec.reading;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A compressed file format, told by the first bytes of a file. */
public enum CompressedFormat {
  /** Gzip, RFC 1952. */
  GZIP("\u001f\u008b"),
  /** The .xz file format. */
  XZ("\u00fd7zXZ\0"),
  /** Bzip2. */
  BZIP2("BZh"),
  /** None of these: the bytes as they are. */
  NONE("");

  /** How many bytes tell every format. */
  static final int HEAD = 6;

  /** One char a byte. */
  private final String magic;

  CompressedFormat(String magic) {
    this.magic = magic;
  }

  /** Returns the format of a file that begins with these bytes, six or fewer. */
  public static CompressedFormat of(byte[] head) {
    for (CompressedFormat format : values()) {
      if (format.begins(head)) {
        return format;
      }
    }
    return NONE;
  }

  /** Returns its name in messages, such as {@code gzip}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean begins(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
  }
}
