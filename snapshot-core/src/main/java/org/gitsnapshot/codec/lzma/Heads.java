package org.gitsnapshot.codec.lzma;

import java.util.Arrays;

/**
 * The last positions of strings by hashes of two, three and four bytes.
 *
 * <p>The hashes are parts of one CRC-32, as liblzma has them: which strings share one decides what
 * is found. A position of 0 stands for none.
 */
final class Heads {
  static final int SIZE_2 = 1 << 10;
  static final int SIZE_3 = 1 << 16;

  /** The main table has at least this many entries, and about half as many as the dictionary. */
  private static final int MIN_SIZE = 1 << 16;

  private static final int BIG = 1 << 24;
  private static final int CRC_POLYNOMIAL = 0xEDB88320;

  /** CRC-32 of single bytes, without the inversions of the usual CRC. */
  static final int[] CRC = crcTable();

  final int[] of2 = new int[SIZE_2];
  final int[] of3;
  final int[] main;

  /**
   * Creates empty tables.
   *
   * @param bytes how many bytes the main hash is of, 2 to 4; there are others of fewer bytes alone
   */
  Heads(int dictionary, int bytes) {
    main = new int[size(dictionary, bytes)];
    of3 = new int[bytes == 4 ? SIZE_3 : 0];
  }

  /** Returns how many entries the main table has, a power of two. */
  static int size(int dictionary, int bytes) {
    if (bytes == 2) {
      return MIN_SIZE;
    }
    int rounded = dictionary == 1 ? 1 : Integer.highestOneBit(dictionary - 1) << 1;
    int size = Math.max(rounded >>> 1, MIN_SIZE);
    if (size > BIG) {
      size = bytes == 3 ? BIG : size >>> 1;
    }
    return size;
  }

  /** Forgets all positions up to one, and counts the others from there. */
  void rebase(int by) {
    rebase(of2, by);
    rebase(of3, by);
    rebase(main, by);
  }

  static void rebase(int[] positions, int by) {
    for (int i = 0; i < positions.length; i++) {
      positions[i] = Math.max(0, positions[i] - by);
    }
  }

  /** Forgets all positions. */
  void clear() {
    Arrays.fill(of2, 0);
    Arrays.fill(of3, 0);
    Arrays.fill(main, 0);
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (CRC_POLYNOMIAL & -(crc & 1));
      }
      table[i] = crc;
    }
    return table;
  }
}
