package org.gitsnapshot.hash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The id of a git object: 20 bytes of SHA-1 or 32 of SHA-256. Immutable; ordered by bytes. */
public final class Oid implements Comparable<Oid> {
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private Oid(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the id of these bytes.
   *
   * @throws IllegalArgumentException if they are not 20 or 32
   */
  public static Oid of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * Returns the id of {@code bytes[from, to)}.
   *
   * @throws IllegalArgumentException if they are not 20 or 32
   */
  public static Oid of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length != ObjectFormat.SHA1.bytes() && length != ObjectFormat.SHA256.bytes()) {
      throw new IllegalArgumentException("an object id has 20 or 32 bytes, not " + length);
    }
    return new Oid(Arrays.copyOfRange(bytes, from, to));
  }

  /**
   * Returns the id of 40 or 64 hex digits, upper or lower case.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Oid fromHex(String hex) {
    byte[] text = hex.getBytes(StandardCharsets.ISO_8859_1);
    Oid id = fromHex(text, 0, text.length);
    if (id == null) {
      throw new IllegalArgumentException("not an object id of 40 or 64 hex digits: " + hex);
    }
    return id;
  }

  /**
   * Returns the id of the 40 or 64 hex digits, upper or lower case, that are {@code text[from,
   * to)}; null if they are anything else.
   */
  public static @Nullable Oid fromHex(byte[] text, int from, int to) {
    if (!isHexLength(to - from)) {
      return null;
    }
    byte[] bytes = new byte[(to - from) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = digit(text[from + 2 * i]);
      int low = digit(text[from + 2 * i + 1]);
      if (high < 0 || low < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return new Oid(bytes);
  }

  /** Returns whether a text is 40 or 64 hex digits. */
  public static boolean isHex(String text) {
    if (!isHexLength(text.length())) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexLength(int digits) {
    return digits == 40 || digits == 64;
  }

  /** Returns the value of a digit, -1 if it is none. */
  private static int digit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  /** Returns which hash made the id. */
  public ObjectFormat format() {
    return bytes.length == ObjectFormat.SHA1.bytes() ? ObjectFormat.SHA1 : ObjectFormat.SHA256;
  }

  /** Returns the id in lower-case hex digits. */
  public String hex() {
    return HEX.formatHex(bytes);
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Returns whether the id is exactly these bytes. */
  public boolean matches(byte[] digest) {
    return Arrays.equals(bytes, digest);
  }

  @Override
  public int compareTo(Oid other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Oid that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // The bytes are a hash already.
    return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
  }

  /** Returns {@link #hex()}. */
  @Override
  public String toString() {
    return hex();
  }
}
