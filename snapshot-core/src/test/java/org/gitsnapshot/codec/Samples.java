package org.gitsnapshot.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Named inputs that are the same on every machine: {@link Random} is specified to the bit. Golden
 * files refer to them by name, so a name's bytes never change.
 */
public final class Samples {
  private static final int KIB = 1024;

  /** Sizes at the edges of a 32 KiB window in a 64 KiB buffer with 262 bytes of lookahead. */
  private static final int[] EDGES = {
    2, 3, 4, 257, 258, 259, 261, 262, 263, 32505, 32506, 32507, 32767, 32768, 32769, 65273, 65274,
    65275, 65276, 65400, 65535, 65536, 65537, 65798, 98041, 98042, 98043, 98303, 98304, 98305
  };

  private Samples() {}

  /** Returns all of them, each made anew. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> samples = new LinkedHashMap<>();
    samples.put("empty", new byte[0]);
    samples.put("one-byte", new byte[] {'a'});
    samples.put("zeros-400k", new byte[400 * KIB]);
    samples.put("zeros-32k+1", new byte[32 * KIB + 1]);
    samples.put("random-300k", random(1, 300 * KIB));
    samples.put("random-64k", random(2, 64 * KIB));
    samples.put("text-400k", text(3, 400 * KIB));
    samples.put("period-3", periodic(4, 3, 200 * KIB));
    samples.put("period-259", periodic(5, 259, 200 * KIB));
    samples.put("period-32506", periodic(6, 32506, 200 * KIB));
    samples.put("period-32507", periodic(7, 32507, 200 * KIB));
    samples.put("period-32768", periodic(8, 32768, 200 * KIB));
    samples.put("two-letters-70k", letters(9, 2, 70 * KIB));
    samples.put("four-letters-70k", letters(10, 4, 70 * KIB));
    samples.put("rare-letters-300k", skewed(11, 300 * KIB));
    samples.put("text-random-text", concat(text(12, 70_000), random(13, 90_000), text(12, 70_000)));
    samples.put("zeros-random", concat(new byte[100_000], random(14, 33_000), new byte[100]));
    // A match at the farthest distance, found where a buffer of 64 KiB can slide at the earliest;
    // in about one of three, nothing nearer has the same hash.
    for (int seed = 18; seed < 23; seed++) {
      samples.put("far-match-65300-" + seed, farMatch(seed, 65_300));
      samples.put("far-match-65535-" + seed, farMatch(seed, 65_535));
    }
    for (int size : EDGES) {
      samples.put("text-" + size, text(15, size));
      if (size > 65_000) {
        samples.put("random-" + size, random(17, size));
      }
      samples.put("periods-" + size, periodic(16, 1000 + size % 31_000, size));
    }
    return samples;
  }

  /** Returns bytes that cannot be packed. */
  public static byte[] random(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Returns a random string repeated. */
  public static byte[] periodic(long seed, int period, int size) {
    byte[] bytes = random(seed, Math.max(size, period));
    for (int i = period; i < size; i++) {
      bytes[i] = bytes[i - period];
    }
    return Arrays.copyOf(bytes, size);
  }

  /** Returns bytes without matches to speak of, but for one near their end. */
  private static byte[] farMatch(long seed, int size) {
    byte[] bytes = letters(seed, 64, size);
    int at = 65_536 - 262;
    System.arraycopy(bytes, at - 32_506, bytes, at, 20);
    return bytes;
  }

  /** Returns bytes of a small alphabet, all equally frequent. */
  public static byte[] letters(long seed, int alphabet, int size) {
    Random random = new Random(seed);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(alphabet));
    }
    return bytes;
  }

  /** Returns bytes each of which is half as frequent as the one before: long Huffman codes. */
  public static byte[] skewed(long seed, int size) {
    Random random = new Random(seed);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (Long.numberOfTrailingZeros(random.nextLong()) * 7);
    }
    return bytes;
  }

  /** Returns lines of words, some more frequent than others, as in source text. */
  public static byte[] text(long seed, int size) {
    Random random = new Random(seed);
    byte[][] words = new byte[2000][];
    for (int i = 0; i < words.length; i++) {
      words[i] = letters(seed * 31 + i, 26, 2 + random.nextInt(9));
    }
    byte[] bytes = new byte[size];
    int at = 0;
    while (at < size) {
      byte[] word = words[random.nextInt(1000) * random.nextInt(1000) / 500];
      int n = Math.min(word.length, size - at);
      System.arraycopy(word, 0, bytes, at, n);
      at += n;
      if (at < size) {
        bytes[at++] = (byte) (random.nextInt(10) == 0 ? '\n' : ' ');
      }
    }
    return bytes;
  }

  /** Returns inputs one behind the other. */
  public static byte[] concat(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
