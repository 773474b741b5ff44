package org.gitsnapshot.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says where two raw tars differ, in words that lead to the entry. */
public final class TarBytes {
  private static final int BLOCK = 512;

  private TarBytes() {}

  /** Fails unless the bytes are the same; the message names the place and the entry there. */
  public static void assertSame(String what, byte[] actual, byte[] expected) {
    int at = Arrays.mismatch(actual, expected);
    if (at >= 0) {
      throw new AssertionError(
          what
              + ": "
              + actual.length
              + " bytes instead of "
              + expected.length
              + ", first different at "
              + at
              + "\n  ours: "
              + entryAt(actual, at)
              + "\n  git's: "
              + entryAt(expected, at));
    }
  }

  private static String entryAt(byte[] tar, int offset) {
    int header = 0;
    while (header + BLOCK <= tar.length) {
      if (tar[header] == 0 && tar[header + 345] == 0 && tar[header + 156] == 0) {
        return "trailer from " + header;
      }
      int blocks = (size(tar, header) + BLOCK - 1) / BLOCK;
      int next = header + BLOCK + blocks * BLOCK;
      if (offset < next) {
        return "byte "
            + (offset - header)
            + " of the entry at "
            + header
            + ", type "
            + (char) tar[header + 156]
            + ", name \""
            + field(tar, header, 100)
            + "\", prefix \""
            + field(tar, header + 345, 155)
            + "\", mode "
            + field(tar, header + 100, 8)
            + ", size "
            + field(tar, header + 124, 12)
            + ", time "
            + field(tar, header + 136, 12);
      }
      header = next;
    }
    return "the end";
  }

  private static int size(byte[] tar, int header) {
    return Integer.parseInt(field(tar, header + 124, 12), 8);
  }

  private static String field(byte[] tar, int from, int length) {
    int end = from;
    while (end < from + length && tar[end] != 0) {
      end++;
    }
    return new String(tar, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
