package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a tar whoever wrote it: ustar, pax, GNU or older, with names as the bytes
 * they are. Not thread-safe; does not close the stream.
 */
final class TarReader {
  /**
   * What a member is and says of itself.
   *
   * @param type the header's type flag, with {@code '0'} for all kinds of plain file
   * @param path the whole path
   * @param link the target of a link, else empty
   * @param size how many bytes of content follow
   */
  record Member(char type, ByteString path, ByteString link, int mode, long size) {}

  private static final int BLOCK = 512;

  /** A name of 16 MiB is beyond every system's limit; headers are held whole. */
  private static final long MAX_NAME = 16 << 20;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];
  private long contentLeft;
  private long padding;
  private @Nullable ByteString longPath;
  private @Nullable ByteString longLink;
  private long longSize = -1;

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * Returns the next member, whatever is left of the last one's content being passed over; null at
   * the end.
   *
   * @throws CorruptObjectException if there is no tar, or no more of it
   */
  @Nullable Member next() throws IOException {
    while (true) {
      copyContent(OutputStream.nullOutputStream());
      if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
        throw damaged("it is cut off");
      }
      if (isZero()) {
        return null;
      }
      checkSum();
      char type = (char) (header[156] & 0xff);
      begin(number(124, 12));
      switch (type) {
        case 'x' -> paxRecords(text());
        case 'L' -> longPath = name(text(), 0, Integer.MAX_VALUE);
        case 'K' -> longLink = name(text(), 0, Integer.MAX_VALUE);
        case 'g', 'V' -> {} // Of no file.
        case 'S', 'M' ->
            throw new UnsupportedException(
                "the tar has a sparse or divided file, which is not read here",
                "unpack it with GNU tar");
        default -> {
          return member(type);
        }
      }
    }
  }

  /** Writes what is left of the member's content. */
  void copyContent(OutputStream out) throws IOException {
    byte[] buffer = new byte[(int) Math.min(contentLeft + padding, 1 << 16)];
    while (contentLeft + padding > 0) {
      boolean content = contentLeft > 0;
      int wanted = (int) Math.min(content ? contentLeft : padding, buffer.length);
      int count = in.read(buffer, 0, wanted);
      if (count < 0) {
        throw damaged("it is cut off");
      }
      if (content) {
        out.write(buffer, 0, count);
        contentLeft -= count;
      } else {
        padding -= count;
      }
    }
  }

  private Member member(char type) throws CorruptObjectException {
    ByteString path = longPath;
    if (path == null) {
      path = name(header, 0, 100);
      // Only ustar has a prefix; GNU's magic, with a space behind it, has times in its place.
      if (header[262] == 0 && startsWith(header, 257, "ustar") && header[345] != 0) {
        path = name(header, 345, 155).concat('/').concat(path);
      }
    }
    ByteString link = longLink == null ? name(header, 157, 100) : longLink;
    if (longSize >= 0) {
      begin(longSize);
    } else if (type == '1' || type == '2' || type == '5') {
      begin(0); // Some write a size for a link; nothing follows it.
    }
    longPath = null;
    longLink = null;
    longSize = -1;
    char kind = type == '\0' || type == '7' ? '0' : type;
    if (kind == '0' && path.endsWith('/')) {
      kind = '5';
    }
    return new Member(kind, path, link, (int) number(100, 8), contentLeft);
  }

  private void begin(long size) {
    contentLeft = size;
    padding = -size & (BLOCK - 1);
  }

  private byte[] text() throws IOException {
    if (contentLeft > MAX_NAME) {
      throw new LimitExceededException("the tar has a header of " + contentLeft + " bytes", null);
    }
    byte[] text = in.readNBytes((int) contentLeft);
    if (text.length < contentLeft) {
      throw damaged("it is cut off");
    }
    contentLeft = 0;
    return text;
  }

  /** Reads {@code <length> <key>=<value>\n}, again and again. */
  private void paxRecords(byte[] text) throws CorruptObjectException {
    int at = 0;
    while (at < text.length) {
      int digit = at;
      long length = 0;
      while (digit < text.length && text[digit] >= '0' && text[digit] <= '9' && digit - at < 10) {
        length = length * 10 + text[digit++] - '0';
      }
      if (length <= digit - at || length > text.length - at || text[digit] != ' ') {
        throw damaged("it has a malformed pax record");
      }
      int end = at + (int) length;
      ByteString record = ByteString.of(text, digit + 1, end - 1);
      if (record.startsWith(ByteString.utf8("path="))) {
        longPath = record.substring(5, record.length());
      } else if (record.startsWith(ByteString.utf8("linkpath="))) {
        longLink = record.substring(9, record.length());
      } else if (record.startsWith(ByteString.utf8("size="))) {
        longSize = decimal(record.substring(5, record.length()).display());
      }
      at = end;
    }
  }

  private static long decimal(String digits) throws CorruptObjectException {
    if (!digits.matches("[0-9]{1,18}")) {
      throw damaged("it has a malformed size");
    }
    return Long.parseLong(digits);
  }

  /** Reads octal digits, or GNU's binary number with the first bit set. */
  private long number(int offset, int length) throws CorruptObjectException {
    long value = 0;
    if ((header[offset] & 0x80) != 0) {
      for (int i = offset + length - 8; i < offset + length; i++) {
        value = value << 8 | (header[i] & 0xff);
      }
      if (value < 0) {
        throw damaged("it has a number that is too large");
      }
      return value;
    }
    for (int i = offset; i < offset + length; i++) {
      if (header[i] >= '0' && header[i] <= '7') {
        value = value << 3 | (header[i] - '0');
      } else if (header[i] != ' ' && header[i] != 0) {
        throw damaged("it has a malformed number");
      }
    }
    return value;
  }

  private void checkSum() throws CorruptObjectException {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (number(148, 8) != sum) {
      throw damaged("it has a header with a wrong checksum");
    }
  }

  private boolean isZero() {
    return Arrays.equals(header, new byte[BLOCK]);
  }

  private static boolean startsWith(byte[] bytes, int offset, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes up to a NUL. */
  private static ByteString name(byte[] bytes, int from, int length) {
    int limit = Math.min(bytes.length, from + Math.min(length, bytes.length));
    int end = from;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return ByteString.of(bytes, from, end);
  }

  private static CorruptObjectException damaged(String what) {
    return new CorruptObjectException("not a whole tar: " + what, null);
  }
}
