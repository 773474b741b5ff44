package org.gitsnapshot.codec.xz;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/** CRC-64 with the polynomial of ECMA-182, reflected, eight bytes at a time. */
final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;

  /** In table {@code n}, what a byte becomes with {@code n} zero bytes behind it. */
  private static final long[][] TABLES = tables();

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long crc = -1;

  @Override
  public void update(int b) {
    crc = TABLES[0][((int) crc ^ b) & 0xFF] ^ (crc >>> 8);
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    long value = crc;
    int at = from;
    int end = from + length;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      long x = value ^ (long) LONGS.get(bytes, at);
      value =
          TABLES[7][(int) x & 0xFF]
              ^ TABLES[6][(int) (x >>> 8) & 0xFF]
              ^ TABLES[5][(int) (x >>> 16) & 0xFF]
              ^ TABLES[4][(int) (x >>> 24) & 0xFF]
              ^ TABLES[3][(int) (x >>> 32) & 0xFF]
              ^ TABLES[2][(int) (x >>> 40) & 0xFF]
              ^ TABLES[1][(int) (x >>> 48) & 0xFF]
              ^ TABLES[0][(int) (x >>> 56) & 0xFF];
    }
    crc = value;
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = -1;
  }

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int b = 0; b < 256; b++) {
      long value = b;
      for (int bit = 0; bit < 8; bit++) {
        value = (value >>> 1) ^ (POLYNOMIAL & -(value & 1));
      }
      tables[0][b] = value;
    }
    for (int n = 1; n < tables.length; n++) {
      for (int b = 0; b < 256; b++) {
        long value = tables[n - 1][b];
        tables[n][b] = tables[0][(int) value & 0xFF] ^ (value >>> 8);
      }
    }
    return tables;
  }
}
