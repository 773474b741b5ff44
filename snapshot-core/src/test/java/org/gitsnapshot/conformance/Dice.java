package org.gitsnapshot.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.gitsnapshot.io.ByteString;

/** Choices that are the same for the same seed. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  /** Returns true once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** Returns a number from 0 up to, but not including, the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Returns bytes of every value. */
  byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Returns so many letters mostly, and now and then any byte but NUL and slash. */
  ByteString name(int length) {
    byte[] bytes = new byte[length];
    boolean any = oneIn(3);
    for (int i = 0; i < length; i++) {
      int c = any ? 1 + random.nextInt(255) : 'a' + random.nextInt(4);
      bytes[i] = c == '/' ? (byte) '_' : (byte) c;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (text.startsWith(".") || text.startsWith("git~")) {
      bytes[0] = '_'; // Git refuses some of these; another test is about them.
    }
    return ByteString.of(bytes);
  }
}
