package org.gitsnapshot.codec.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitOutputTest {
  @Test
  void bitsFillBytesFromTheLowestUp() throws IOException {
    BitOutput bits = new BitOutput();
    bits.put(0b1, 1);
    bits.put(0b10, 2);
    bits.put(0b11111, 5);
    bits.put(0x0102030405060L, 56);
    bits.put(1, 1);
    bits.align();
    assertThat(drain(bits)).containsExactly(0xfd, 0x60, 0x50, 0x40, 0x30, 0x20, 0x10, 0, 1);
  }

  @Test
  void appendingIsPuttingTheSameBits() throws IOException {
    Random random = new Random(1);
    for (int head = 0; head < 8; head++) {
      for (int count = 0; count < 200; count++) {
        BitOutput direct = new BitOutput();
        BitOutput first = new BitOutput();
        BitOutput second = new BitOutput();
        direct.put((1 << head) - 1, head);
        first.put((1 << head) - 1, head);
        for (int i = 0; i < count; i++) {
          int width = random.nextInt(20);
          int value = random.nextInt(1 << width);
          direct.put(value, width);
          second.put(value, width);
        }
        first.append(second);
        direct.align();
        first.align();
        assertThat(drain(first)).isEqualTo(drain(direct));
      }
    }
  }

  private static int[] drain(BitOutput bits) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bits.drainTo(out);
    byte[] bytes = out.toByteArray();
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }
}
