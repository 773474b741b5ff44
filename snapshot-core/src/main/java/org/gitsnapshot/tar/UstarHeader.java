package org.gitsnapshot.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gitsnapshot.io.ByteString;

/**
 * One ustar header block (POSIX.1-1988 layout) in the way git fills it: numbers as octal digits and
 * NUL, seven checksum digits, owner root.
 *
 * <p>One block is filled again and again; it is not thread-safe.
 */
final class UstarHeader {
  static final int SIZE = 512;

  /** The most bytes the name field holds; a name of exactly this length has no NUL. */
  static final int NAME_SIZE = 100;

  /** The most bytes the link name field holds. */
  static final int LINK_SIZE = 100;

  /** The prefix field. */
  static final int PREFIX_SIZE = 155;

  /** The largest size and time that eleven octal digits hold. */
  static final long MAX_NUMBER = 0_77777777777L;

  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMLINK = '2';
  static final char DIRECTORY = '5';
  static final char PAX = 'x';
  static final char PAX_GLOBAL = 'g';

  private static final int NAME = 0;
  private static final int MODE = 100;
  private static final int UID = 108;
  private static final int GID = 116;
  private static final int FILE_SIZE = 124;
  private static final int MTIME = 136;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int MAGIC = 257;
  private static final int UNAME = 265;
  private static final int GNAME = 297;
  private static final int DEV_MAJOR = 329;
  private static final int DEV_MINOR = 337;
  private static final int PREFIX = 345;

  /** What is the same in every header: owner, group, magic, version, devices. */
  private static final byte[] TEMPLATE = template();

  private final byte[] block = new byte[SIZE];

  /** Empties the block and sets what every header has. */
  void start(char type, int mode, long size, long mtime) {
    System.arraycopy(TEMPLATE, 0, block, 0, SIZE);
    block[TYPE] = (byte) type;
    octal(block, MODE, 7, mode & 07777);
    octal(block, FILE_SIZE, 11, size);
    octal(block, MTIME, 11, mtime);
  }

  /** Sets the name field to {@code path[from, to)}, at most {@link #NAME_SIZE} bytes. */
  void name(ByteString path, int from, int to) {
    path.copyTo(from, block, NAME, to - from);
  }

  void name(String ascii) {
    ascii(block, NAME, ascii);
  }

  /** Sets the prefix field to {@code path[0, to)}, at most {@link #PREFIX_SIZE} bytes. */
  void prefix(ByteString path, int to) {
    path.copyTo(0, block, PREFIX, to);
  }

  /** Sets the link name field, at most {@link #LINK_SIZE} bytes. */
  void link(ByteString target) {
    target.copyTo(0, block, LINK, target.length());
  }

  void link(String ascii) {
    ascii(block, LINK, ascii);
  }

  /** Computes the checksum and returns the block itself, valid until the next {@link #start}. */
  byte[] seal() {
    // The field counts as eight spaces in its own sum.
    Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, CHECKSUM, 7, sum);
    block[CHECKSUM + 7] = 0;
    return block;
  }

  private static byte[] template() {
    byte[] block = new byte[SIZE];
    octal(block, UID, 7, 0);
    octal(block, GID, 7, 0);
    ascii(block, MAGIC, "ustar\00000");
    ascii(block, UNAME, "root");
    ascii(block, GNAME, "root");
    octal(block, DEV_MAJOR, 7, 0);
    octal(block, DEV_MINOR, 7, 0);
    return block;
  }

  /**
   * Writes a number as exactly {@code digits} octal digits; the NUL behind them is there already.
   */
  private static void octal(byte[] block, int offset, int digits, long value) {
    long rest = value;
    for (int i = offset + digits - 1; i >= offset; i--) {
      block[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
    if (rest != 0) {
      throw new IllegalArgumentException(value + " has more than " + digits + " octal digits");
    }
  }

  private static void ascii(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
