package org.gitsnapshot.recipe;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.gitsnapshot.io.ByteString;

/**
 * The header of a gzip file where it says more than {@code gzip -n} on Unix would write: RFC 1952,
 * section 2.3.
 *
 * <p>Its text follows the engine and the level, and has what is not usual and nothing else: {@code
 * name="x-1.0.tar" mtime=1350000000 os=0}. Equal headers have equal texts.
 *
 * @param name the bytes of {@code FNAME}, without NUL; by the RFC they are Latin-1
 * @param comment the bytes of {@code FCOMMENT}, without NUL
 * @param extra the bytes of {@code FEXTRA}, at most 65535
 * @param mtime the field {@code MTIME}, seconds since 1970, 0 to 4294967295; usually 0
 * @param os the field {@code OS}, 0 to 255; usually {@link #UNIX}
 * @param xfl the field {@code XFL}, 0 to 255; nothing for what the level gives, see {@link
 *     #usualXfl}
 * @param text whether {@code FTEXT} is set
 * @param checked whether the header has its own checksum, {@code FHCRC}
 */
public record GzipHeader(
    Optional<ByteString> name,
    Optional<ByteString> comment,
    Optional<ByteString> extra,
    long mtime,
    int os,
    OptionalInt xfl,
    boolean text,
    boolean checked) {
  /** What {@code OS} is on Unix. */
  public static final int UNIX = 3;

  /** The largest time that the field holds. */
  public static final long MAX_MTIME = (1L << 32) - 1;

  /** The most bytes of an extra field. */
  public static final int MAX_EXTRA = (1 << 16) - 1;

  /** How many bytes every header has; the engines write no others. */
  public static final int FIXED_BYTES = 10;

  /** What the engines write: no name, no time, made on Unix. */
  public static final GzipHeader USUAL =
      new GzipHeader(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          UNIX,
          OptionalInt.empty(),
          false,
          false);

  private static final int FASTEST = 4;
  private static final int SLOWEST = 2;

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if one does not fit, or the name or the comment has a NUL
   */
  public GzipHeader {
    check(mtime >= 0 && mtime <= MAX_MTIME, "mtime is 0 to " + MAX_MTIME + ", not " + mtime);
    check(os >= 0 && os <= 0xff, "os is 0 to 255, not " + os);
    check(xfl.orElse(0) >= 0 && xfl.orElse(0) <= 0xff, "xfl is 0 to 255, not " + xfl);
    check(!hasNul(name) && !hasNul(comment), "there is a NUL in a name or a comment");
    check(
        extra.isEmpty() || extra.get().length() <= MAX_EXTRA,
        "an extra field has at most " + MAX_EXTRA + " bytes");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static boolean hasNul(Optional<ByteString> bytes) {
    for (int i = 0; bytes.isPresent() && i < bytes.get().length(); i++) {
      if (bytes.get().at(i) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns what gzip and zlib say in {@code XFL} of a level: 4 of level 1, 2 of 9, else 0. */
  public static int usualXfl(int level) {
    return level == 1 ? FASTEST : level == 9 ? SLOWEST : 0;
  }

  /** Returns the same header without an {@code XFL} that the level gives by itself. */
  GzipHeader at(int level) {
    return xfl.isPresent() && xfl.getAsInt() == usualXfl(level)
        ? new GzipHeader(name, comment, extra, mtime, os, OptionalInt.empty(), text, checked)
        : this;
  }

  /**
   * Returns the bytes before the deflate stream, in the order of the RFC.
   *
   * @param level the level of the stream, which decides {@code XFL} where the header does not
   */
  public byte[] toBytes(int level) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0x1f);
    bytes.write(0x8b);
    bytes.write(GzipFlag.DEFLATE);
    bytes.write(
        (text ? GzipFlag.TEXT : 0)
            | (checked ? GzipFlag.CHECKED : 0)
            | (extra.isPresent() ? GzipFlag.EXTRA : 0)
            | (name.isPresent() ? GzipFlag.NAME : 0)
            | (comment.isPresent() ? GzipFlag.COMMENT : 0));
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write((int) (mtime >> shift));
    }
    bytes.write(xfl.orElse(usualXfl(level)));
    bytes.write(os);
    if (extra.isPresent()) {
      bytes.write(extra.get().length());
      bytes.write(extra.get().length() >> Byte.SIZE);
      bytes.writeBytes(extra.get().toByteArray());
    }
    for (Optional<ByteString> string : List.of(name, comment)) {
      if (string.isPresent()) {
        bytes.writeBytes(string.get().toByteArray());
        bytes.write(0);
      }
    }
    if (checked) {
      CRC32 crc = new CRC32();
      crc.update(bytes.toByteArray());
      bytes.write((int) crc.getValue());
      bytes.write((int) (crc.getValue() >> Byte.SIZE));
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the header that a file begins with, or nothing if it has none that can be written
   * again: it is cut off, its checksum is wrong, or it has flags that the RFC reserves.
   */
  public static Optional<GzipHeader> of(byte[] head) {
    return new GzipHeaderBytes(head).header();
  }

  /** Returns the canonical text, which is empty for {@link #USUAL}. */
  @Override
  public String toString() {
    return GzipHeaderText.of(this);
  }
}
