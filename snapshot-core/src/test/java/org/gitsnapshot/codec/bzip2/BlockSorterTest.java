package org.gitsnapshot.codec.bzip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against sorting all rotations as they are. */
class BlockSorterTest {
  private static final int LEVEL = 1;
  private final BlockSorter sorter = new BlockSorter(Block.capacity(LEVEL));
  private final Block block = new Block(LEVEL);

  @Test
  void allShortTextsOfThreeLettersAreSorted() {
    for (int length = 1; length <= 7; length++) {
      int texts = (int) Math.pow(3, length);
      for (int text = 0; text < texts; text++) {
        byte[] bytes = new byte[length];
        for (int i = 0, rest = text; i < length; i++, rest /= 3) {
          bytes[i] = (byte) (rest % 3 * 127);
        }
        check(bytes);
      }
    }
  }

  @Test
  void textsWithLongRepeatsAreSorted() {
    Random random = new Random(1);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = new byte[1 + random.nextInt(700)];
      int alphabet = 1 + random.nextInt(4);
      for (int i = 0; i < bytes.length; i++) {
        // The rest repeats what came before, from the place where a copy begins.
        int distance = 1 + random.nextInt(100);
        int run = random.nextInt(200);
        bytes[i] = (byte) (200 + random.nextInt(alphabet));
        for (; run > 0 && i + 1 < bytes.length && i + 1 >= distance; run--) {
          i++;
          bytes[i] = bytes[i - distance];
        }
      }
      check(bytes);
    }
  }

  @Test
  void rotationsThatRiseOrFallForLongAreSorted() {
    for (int step : new int[] {1, -1}) {
      for (int length : new int[] {256, 257, 300, 511, 513, 700}) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
          bytes[i] = (byte) (i * step);
        }
        check(bytes);
        // Long runs: the next leftmost S type position is far away.
        byte[] stretched = new byte[2 * length];
        for (int i = 0; i < stretched.length; i++) {
          stretched[i] = (byte) (i / 70 * step);
        }
        check(stretched);
      }
    }
  }

  private void check(byte[] bytes) {
    int n = bytes.length;
    block.clear();
    System.arraycopy(bytes, 0, block.bytes, Block.LEAD, n);
    block.length = n;
    int first = sorter.sort(block);

    byte[] twice = Arrays.copyOf(bytes, 2 * n);
    System.arraycopy(bytes, 0, twice, n, n);
    Comparator<Integer> byText = (a, b) -> Arrays.compareUnsigned(twice, a, a + n, twice, b, b + n);
    int[] sorted =
        IntStream.range(0, n).boxed().sorted(byText).mapToInt(Integer::intValue).toArray();
    byte[] column = new byte[n];
    for (int i = 0; i < n; i++) {
      column[i] = twice[sorted[i] + n - 1];
    }
    String name = n < 10 ? Arrays.toString(bytes) : n + " bytes";
    assertThat(Arrays.copyOf(sorter.column, n)).as(name).isEqualTo(column);
    assertThat(byText.compare(sorted[first], 0)).as("first of %s", name).isZero();
  }
}
