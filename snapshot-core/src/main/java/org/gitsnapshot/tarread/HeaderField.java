package org.gitsnapshot.tarread;

import java.util.Locale;

/**
 * A field of a tar header: POSIX.1-2017, {@code ustar} interchange format. Older headers have
 * padding from {@link #MAGIC} on, GNU's own have times and sparse maps in {@link #PREFIX}.
 */
public enum HeaderField {
  /** The name, or the end of it. */
  NAME(0, 100),
  /** Permissions, octal. */
  MODE(100, 8),
  /** The owner's number. */
  UID(108, 8),
  /** The group's number. */
  GID(116, 8),
  /** The size of what follows. */
  SIZE(124, 12),
  /** Seconds since 1970. */
  MTIME(136, 12),
  /** The sum of the header's bytes. */
  CHECKSUM(148, 8),
  /** What the entry is. */
  TYPE(156, 1),
  /** The target of a link. */
  LINK(157, 100),
  /** {@code ustar} and NUL, or in GNU's own format a space. */
  MAGIC(257, 6),
  /** {@code 00}, or in GNU's own format a space and NUL. */
  VERSION(263, 2),
  /** The owner's name. */
  UNAME(265, 32),
  /** The group's name. */
  GNAME(297, 32),
  /** A device's major number. */
  DEVMAJOR(329, 8),
  /** A device's minor number. */
  DEVMINOR(337, 8),
  /** What comes before the name, without the slash between them. */
  PREFIX(345, 155),
  /** The rest of the block. */
  REST(500, 12);

  private final int offset;
  private final int length;

  HeaderField(int offset, int length) {
    this.offset = offset;
    this.length = length;
  }

  /** Returns where the field begins in the header. */
  public int offset() {
    return offset;
  }

  /** Returns how many bytes it has. */
  public int length() {
    return length;
  }

  /** Returns whether the field holds a number. */
  public boolean numeric() {
    return switch (this) {
      case MODE, UID, GID, SIZE, MTIME, CHECKSUM, DEVMAJOR, DEVMINOR -> true;
      default -> false;
    };
  }

  /** Returns the name in reports, such as {@code mtime}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
