package org.gitsnapshot.codec.inflate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.Inflater;
import org.gitsnapshot.codec.deflate.Alphabet;

/**
 * A zlib stream of one block with codes that no program would choose, and any bits behind them.
 *
 * <p>Most have complete codes, so that much is decoded; some have one code too many or too few.
 */
final class MadeUpCodes {
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Random random;
  private long bits;
  private int count;

  private MadeUpCodes(Random random) {
    this.random = random;
  }

  static byte[] of(Random random) {
    MadeUpCodes made = new MadeUpCodes(random);
    made.write();
    return made.bytes.toByteArray();
  }

  /** Returns the stream with the checksum it should have, if it is refused for another. */
  static byte[] withChecksum(byte[] stream, Inflated result, Inflater zlib) {
    if (result.end() != Inflated.End.MALFORMED) {
      return stream;
    }
    // With a byte less than what is refused, the last of the four bytes is missing.
    for (int length = stream.length - 1; length > 5; length--) {
      Inflated cut = Inflated.whole(zlib, Arrays.copyOf(stream, length));
      if (cut.end() != Inflated.End.MALFORMED) {
        Adler32 adler = new Adler32();
        adler.update(cut.output());
        byte[] whole = Arrays.copyOf(stream, length + 1);
        for (int i = 0; i < 4; i++) {
          whole[length - 3 + i] = (byte) (adler.getValue() >>> (24 - 8 * i));
        }
        return whole;
      }
    }
    return stream;
  }

  private void write() {
    put(0x9c78, 16);
    put(1, 1);
    put(2, 2);
    int literals = 257 + random.nextInt(random.nextInt(20) == 0 ? 32 : 30);
    int distances = 1 + random.nextInt(random.nextInt(20) == 0 ? 32 : 30);
    put(literals - 257, 5);
    put(distances - 1, 5);
    // Six codes of 5 bits and thirteen of 4 are complete.
    int[] lengthsOfLengths = new int[Alphabet.CODE_LENGTHS];
    Arrays.fill(lengthsOfLengths, 5);
    Arrays.fill(lengthsOfLengths, 6, lengthsOfLengths.length, 4);
    put(15, 4);
    for (int symbol : ORDER) {
      put(lengthsOfLengths[symbol], 3);
    }
    int[] lengths = new int[literals + distances];
    fill(lengths, 0, literals);
    fill(lengths, literals, distances);
    if (random.nextInt(8) > 0 && lengths[256] == 0) {
      swapIntoPlace(lengths, literals);
    }
    for (int length : lengths) {
      putCode(lengthsOfLengths, length);
    }
    int behind = random.nextInt(60);
    for (int i = 0; i < behind; i++) {
      put(random.nextInt(256), 8);
    }
    put(0, 7);
  }

  /** Gives a used code to the end of the block. */
  private void swapIntoPlace(int[] lengths, int literals) {
    for (int i = 0; i < literals; i++) {
      if (lengths[i] > 0) {
        lengths[256] = lengths[i];
        lengths[i] = 0;
        return;
      }
    }
  }

  /** Splits codes at random until there are enough, and gives them to symbols at random. */
  private void fill(int[] lengths, int from, int symbols) {
    int wanted = random.nextInt(5) == 0 ? random.nextInt(2) : 1 + random.nextInt(symbols);
    if (wanted == 0) {
      return;
    }
    int[] codes = new int[symbols + 1];
    int used = 1;
    while (used < wanted) {
      int split = random.nextInt(3) > 0 ? used - 1 : random.nextInt(used);
      if (codes[split] == 15) {
        split = random.nextInt(used);
        if (codes[split] == 15) {
          wanted--;
          continue;
        }
      }
      codes[split]++;
      codes[used++] = codes[split];
    }
    if (used == 1) {
      codes[0] = 1 + (random.nextInt(4) == 0 ? 1 : 0);
    }
    if (random.nextInt(12) == 0) {
      codes[random.nextInt(used)] = random.nextInt(16);
    }
    for (int i = 0; i < used; i++) {
      int at = from + random.nextInt(symbols);
      while (lengths[at] != 0) {
        at = at + 1 == from + symbols ? from : at + 1;
      }
      lengths[at] = codes[i];
      if (codes[i] == 0) {
        break;
      }
    }
  }

  /** The canonical code of a symbol, its highest bit first. */
  private void putCode(int[] lengths, int symbol) {
    int code = 0;
    for (int bits = 1; bits <= 7; bits++) {
      for (int other = 0; other < lengths.length; other++) {
        if (lengths[other] == bits) {
          if (other == symbol) {
            for (int i = bits - 1; i >= 0; i--) {
              put(code >>> i & 1, 1);
            }
            return;
          }
          code++;
        }
      }
      code <<= 1;
    }
    throw new IllegalArgumentException("symbol " + symbol);
  }

  private void put(int value, int width) {
    bits |= (long) value << count;
    count += width;
    while (count >= 8) {
      bytes.write((int) bits);
      bits >>>= 8;
      count -= 8;
    }
  }
}
