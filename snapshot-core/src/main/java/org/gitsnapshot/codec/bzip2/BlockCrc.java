package org.gitsnapshot.codec.bzip2;

/**
 * The checksum of a block: CRC-32 with the polynomial 04c11db7, the highest bit of a byte first.
 *
 * <p>Eight bytes are taken at a time: table {@code k} holds what a byte leaves behind when {@code
 * k} zero bytes follow it.
 */
final class BlockCrc {
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int STEP = 8;
  private static final int[][] TABLES = tables();

  private int state = -1;

  /** Starts anew. */
  void reset() {
    state = -1;
  }

  /** Returns the checksum of what was added since the last start. */
  int value() {
    return ~state;
  }

  /** Adds a run of one byte. */
  void addRun(byte b, int length) {
    int[] table = TABLES[0];
    int crc = state;
    for (int i = 0; i < length; i++) {
      crc = (crc << 8) ^ table[(crc >>> 24) ^ (b & 0xff)];
    }
    state = crc;
  }

  /** Adds a range of bytes. */
  void add(byte[] bytes, int from, int to) {
    int crc = state;
    int at = from;
    for (; to - at >= STEP; at += STEP) {
      crc =
          TABLES[7][(bytes[at] & 0xff) ^ (crc >>> 24)]
              ^ TABLES[6][(bytes[at + 1] ^ (crc >>> 16)) & 0xff]
              ^ TABLES[5][(bytes[at + 2] ^ (crc >>> 8)) & 0xff]
              ^ TABLES[4][(bytes[at + 3] ^ crc) & 0xff]
              ^ TABLES[3][bytes[at + 4] & 0xff]
              ^ TABLES[2][bytes[at + 5] & 0xff]
              ^ TABLES[1][bytes[at + 6] & 0xff]
              ^ TABLES[0][bytes[at + 7] & 0xff];
    }
    for (; at < to; at++) {
      crc = (crc << 8) ^ TABLES[0][(crc >>> 24) ^ (bytes[at] & 0xff)];
    }
    state = crc;
  }

  private static int[][] tables() {
    int[][] tables = new int[STEP][256];
    for (int b = 0; b < 256; b++) {
      int crc = b << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? POLYNOMIAL : 0);
      }
      tables[0][b] = crc;
    }
    for (int k = 1; k < STEP; k++) {
      for (int b = 0; b < 256; b++) {
        int before = tables[k - 1][b];
        tables[k][b] = (before << 8) ^ tables[0][before >>> 24];
      }
    }
    return tables;
  }
}
