package org.gitsnapshot.compare;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Changes to the headers of a raw tar, with checksums made right again. */
final class TarEdits {
  private static final int BLOCK = 512;

  private TarEdits() {}

  /** Returns a copy with every entry's own header changed. */
  static byte[] headers(byte[] tar, Consumer<Header> change) {
    byte[] edited = tar.clone();
    int index = 0;
    for (int at = 0; at + BLOCK <= edited.length && edited[at] != 0; ) {
      Header header = new Header(edited, at, index);
      long size = header.size();
      if ("xgLK".indexOf(header.type()) < 0) {
        change.accept(header);
        header.sum();
        index++;
      }
      at += BLOCK + (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
    }
    return edited;
  }

  /** Returns a copy with its first header changed, which may be a global one. */
  static byte[] first(byte[] tar, Consumer<Header> change) {
    byte[] edited = tar.clone();
    Header header = new Header(edited, 0, 0);
    change.accept(header);
    header.sum();
    return edited;
  }

  /**
   * One header.
   *
   * @param at where it begins
   * @param index the number of its entry
   */
  record Header(byte[] tar, int at, int index) {
    char type() {
      return (char) tar[at + 156];
    }

    String name() {
      return new String(tar, at, 100, StandardCharsets.ISO_8859_1).replaceAll("\0.*", "");
    }

    long size() {
      return Long.parseLong(new String(tar, at + 124, 11, StandardCharsets.ISO_8859_1), 8);
    }

    /** Writes a field, its rest filled with NULs. */
    void put(int offset, int length, String value) {
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < length; i++) {
        tar[at + offset + i] = i < bytes.length ? bytes[i] : 0;
      }
    }

    private void sum() {
      int sum = 0;
      for (int i = 0; i < BLOCK; i++) {
        sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xff;
      }
      put(148, 8, String.format("%07o", sum));
    }
  }
}
