package org.gitsnapshot.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Entries of tars as nobody writes them, one after the other. */
public final class TarEntries {
  private static final int BLOCK = 512;

  private TarEntries() {}

  /** Returns a header of ustar and what follows it, filled up to whole blocks. */
  public static byte[] entry(String name, char type, String link, String content) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", content.length()));
    put(header, 136, "00000000000");
    put(header, 156, String.valueOf(type));
    put(header, 157, link);
    put(header, 257, "ustar\00000");
    sum(header);
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return join(header, Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK));
  }

  /** Returns a header of pax with one record. */
  public static byte[] pax(String key, String value) {
    int length = key.length() + value.length() + 3;
    length += String.valueOf(length + 2).length();
    return entry("pax", 'x', "", length + " " + key + "=" + value + "\n");
  }

  /** Returns a header of pax of a type with records, such as {@code path=a}. */
  public static byte[] records(char type, String... records) {
    StringBuilder text = new StringBuilder();
    for (String record : records) {
      int bare = record.length() + 2;
      int length = bare + String.valueOf(bare + String.valueOf(bare).length()).length();
      text.append(length).append(' ').append(record).append('\n');
    }
    return entry("pax", type, "", text.toString());
  }

  /** Returns an entry with other bytes from an offset of its header on, and the sum of these. */
  public static byte[] with(byte[] entry, int offset, String bytes) {
    byte[] changed = entry.clone();
    put(changed, offset, bytes);
    sum(changed);
    return changed;
  }

  /** Returns a long name of GNU's. */
  public static byte[] longName(char type, String name) {
    return entry("././@LongLink", type, "", name + "\0");
  }

  /** Returns a tar with the entries, and its end. */
  public static byte[] tar(byte[]... entries) {
    return join(join(entries), new byte[2 * BLOCK]);
  }

  /** Returns a tar with entries behind its own. */
  public static byte[] append(byte[] tar, byte[]... entries) {
    int end = tar.length;
    while (end > 0 && tar[end - 1] == 0) {
      end--;
    }
    int blocks = (end + BLOCK - 1) / BLOCK * BLOCK;
    return join(Arrays.copyOf(tar, blocks), tar(entries));
  }

  private static void sum(byte[] header) {
    put(header, 148, "        ");
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += header[i] & 0xff;
    }
    put(header, 148, String.format("%06o\0", sum));
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
