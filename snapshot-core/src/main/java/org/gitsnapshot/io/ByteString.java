package org.gitsnapshot.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable string of bytes: a path, a link target, a prefix.
 *
 * <p>Git's names are bytes and need not be UTF-8, so they are never decoded except by {@link
 * #display()}. The order is that of {@code memcmp}: unsigned bytes, then length.
 */
public final class ByteString implements Comparable<ByteString> {
  /** The string of no bytes. */
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a string of a copy of the bytes. */
  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  /** Returns a string of a copy of {@code bytes[from, to)}. */
  public static ByteString of(byte[] bytes, int from, int to) {
    return new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /** Returns the UTF-8 bytes of a text. */
  public static ByteString utf8(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Returns whether there are no bytes. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Returns the byte at an index from 0, as it is (signed). */
  public byte at(int index) {
    return bytes[index];
  }

  /** Returns the index of the first byte that is this one, or -1. */
  public int indexOf(char ascii) {
    return indexOf(ascii, 0);
  }

  /** Returns the index of the first byte from an index on that is this one, or -1. */
  public int indexOf(char ascii, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == (byte) ascii) {
        return i;
      }
    }
    return -1;
  }

  /** Returns whether the last byte is this one. */
  public boolean endsWith(char ascii) {
    return bytes.length > 0 && bytes[bytes.length - 1] == (byte) ascii;
  }

  /** Returns whether these bytes end with those. */
  public boolean endsWith(ByteString tail) {
    int from = bytes.length - tail.bytes.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, tail.bytes, 0, tail.bytes.length);
  }

  /** Returns whether these bytes begin with those. */
  public boolean startsWith(ByteString head) {
    return bytes.length >= head.bytes.length
        && Arrays.equals(bytes, 0, head.bytes.length, head.bytes, 0, head.bytes.length);
  }

  /** Returns the bytes from one index up to, and without, another. */
  public ByteString substring(int from, int to) {
    return new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /** Returns these bytes followed by those. */
  public ByteString concat(ByteString tail) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + tail.bytes.length);
    System.arraycopy(tail.bytes, 0, joined, bytes.length, tail.bytes.length);
    return new ByteString(joined);
  }

  /** Returns these bytes followed by one more. */
  public ByteString concat(char ascii) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1);
    joined[bytes.length] = (byte) ascii;
    return new ByteString(joined);
  }

  /** Returns strings with a separator between them, in time in proportion to the whole. */
  public static ByteString join(ByteString separator, List<ByteString> strings) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    ByteString before = EMPTY;
    for (ByteString string : strings) {
      joined.writeBytes(before.bytes);
      joined.writeBytes(string.bytes);
      before = separator;
    }
    return new ByteString(joined.toByteArray());
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Copies {@code length} bytes, from index {@code from} on, into a buffer. */
  public void copyTo(int from, byte[] target, int offset, int length) {
    System.arraycopy(bytes, from, target, offset, length);
  }

  /** Writes all bytes to a stream. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** Returns the text if the bytes are UTF-8, and null if they are not. */
  public @Nullable String asUtf8() {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  /**
   * Returns a text for people and for canonical forms: UTF-8 as it is, with a backslash doubled and
   * a control character or a byte that is not part of UTF-8 as {@code \xHH}.
   */
  public String display() {
    String whole = asUtf8();
    StringBuilder text = new StringBuilder(bytes.length + 8);
    if (whole != null) {
      for (int i = 0; i < whole.length(); i++) {
        char c = whole.charAt(i);
        if (c < 0x20 || c == 0x7f) {
          appendEscaped(text, c);
        } else if (c == '\\') {
          text.append("\\\\");
        } else {
          text.append(c);
        }
      }
      return text.toString();
    }
    for (byte b : bytes) {
      if (b < 0x20 || b == 0x7f) {
        appendEscaped(text, b & 0xff);
      } else if (b == '\\') {
        text.append("\\\\");
      } else {
        text.append((char) b);
      }
    }
    return text.toString();
  }

  /**
   * Returns the bytes whose {@link #display()} is this text, as far as its escapes say; a backslash
   * that begins none stands for itself.
   */
  public static ByteString ofDisplay(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int plain = 0;
    for (int i = 0; i < text.length(); ) {
      int length = escape(text, i);
      if (length > 0) {
        bytes.writeBytes(text.substring(plain, i).getBytes(StandardCharsets.UTF_8));
        bytes.write(length == 2 ? '\\' : Integer.parseInt(text.substring(i + 2, i + 4), 16));
        plain = i + length;
      }
      i += Math.max(1, length);
    }
    bytes.writeBytes(text.substring(plain).getBytes(StandardCharsets.UTF_8));
    return new ByteString(bytes.toByteArray());
  }

  /** Returns how many characters the escape here has, 0 if there is none. */
  private static int escape(String text, int at) {
    if (text.startsWith("\\\\", at)) {
      return 2;
    }
    boolean hex =
        text.startsWith("\\x", at)
            && at + 4 <= text.length()
            && Character.digit(text.charAt(at + 2), 16) >= 0
            && Character.digit(text.charAt(at + 3), 16) >= 0;
    return hex ? 4 : 0;
  }

  private static void appendEscaped(StringBuilder text, int value) {
    text.append("\\x").append(HEX[value >> 4]).append(HEX[value & 15]);
  }

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns {@link #display()}. */
  @Override
  public String toString() {
    return display();
  }
}
