package org.gitsnapshot.clean;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;

/**
 * Raw tars of all that a tar may have, with padding that is not zero, global headers anywhere, and
 * entries that come again: what no program writes, and a reader must take.
 */
final class RandomTars {
  private final Random random;
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();
  private int names;

  private RandomTars(Random random) {
    this.random = random;
  }

  static byte[] make(Random random) {
    return new RandomTars(random).make();
  }

  /** Returns the entries of a raw tar. */
  static List<TarMember> members(byte[] tar) throws IOException {
    List<TarMember> members = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      members.add(member);
    }
    return members;
  }

  private byte[] make() {
    for (int entries = 1 + random.nextInt(12); entries > 0; entries--) {
      maybeGlobal();
      switch (random.nextInt(6)) {
        case 0 -> extension('x', record("mtime", "1." + random.nextInt(100)));
        case 1 -> extension('x', record("path", name() + "/" + "p".repeat(120)));
        case 2 -> extension('L', name() + "/" + "l".repeat(130) + "\0");
        case 3 -> {
          extension('L', name() + "long\0");
          maybeGlobal();
          extension('K', "k".repeat(200) + "\0");
        }
        default -> {}
      }
      maybeGlobal();
      entry();
    }
    maybeGlobal();
    for (int zeros = random.nextInt(4); zeros > 0; zeros--) {
      tar.writeBytes(new byte[512]);
    }
    if (tar.size() > 0 && random.nextInt(4) == 0) {
      tar.writeBytes(new byte[1024]);
      tar.writeBytes(noise(random.nextInt(1500)));
    }
    return tar.toByteArray();
  }

  private String name() {
    // Few names, so that some come again.
    return "top/" + (char) ('a' + random.nextInt(4)) + (random.nextBoolean() ? names++ : "");
  }

  private void maybeGlobal() {
    if (random.nextInt(5) == 0) {
      extension('g', record("comment", "c" + random.nextInt(1000)));
    }
  }

  private void extension(char type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    header(type, "pax_header", bytes.length, "");
    tar.writeBytes(bytes);
    pad(bytes.length);
  }

  private void entry() {
    switch (random.nextInt(8)) {
      case 0 -> header('5', name() + "/", 0, "");
      case 1 -> header('2', name(), 0, "../a");
      case 2 -> header('1', name(), 0, "top/b");
      case 3 -> sparse();
      default -> {
        int size = random.nextInt(3) == 0 ? 512 * random.nextInt(4) : random.nextInt(2000);
        header('0', name(), size, "");
        tar.writeBytes(noise(size));
        pad(size);
      }
    }
  }

  /** GNU tar's own, with a map that needs another block. */
  private void sparse() {
    int pieces = 6;
    byte[] block = block('S', name(), pieces * 10, "");
    byte[] more = new byte[512];
    for (int i = 0; i < pieces; i++) {
      byte[] target = i < 4 ? block : more;
      int at = i < 4 ? 386 + 24 * i : 24 * (i - 4);
      octal(target, at, 12, i * 4096);
      octal(target, at + 12, 12, 10);
    }
    block[482] = 1;
    octal(block, 483, 12, pieces * 4096);
    seal(block);
    tar.writeBytes(block);
    tar.writeBytes(more);
    tar.writeBytes(noise(pieces * 10));
    pad(pieces * 10);
  }

  private void header(char type, String name, int size, String link) {
    byte[] block = block(type, name, size, link);
    seal(block);
    tar.writeBytes(block);
  }

  private byte[] block(char type, String name, int size, String link) {
    byte[] block = new byte[512];
    text(block, 0, name);
    octal(block, 100, 8, random.nextBoolean() ? 0644 : 0755);
    octal(block, 108, 8, 1000);
    octal(block, 116, 8, 1000);
    octal(block, 124, 12, size);
    octal(block, 136, 12, 1_700_000_000 + random.nextInt(3));
    block[156] = (byte) type;
    text(block, 157, link);
    text(block, 257, type == 'S' || random.nextBoolean() ? "ustar  \0" : "ustar\00000");
    return block;
  }

  private static void seal(byte[] block) {
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : block[i] & 0xff;
    }
    octal(block, 148, 7, sum);
    block[155] = ' ';
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static void octal(byte[] block, int at, int length, int value) {
    String digits = Integer.toOctalString(value);
    text(block, at, "0".repeat(length - 1 - digits.length()) + digits);
  }

  private static String record(String key, String value) {
    int length = key.length() + value.length() + 3;
    int whole = length + String.valueOf(length).length();
    whole = length + String.valueOf(whole).length();
    return whole + " " + key + "=" + value + "\n";
  }

  private void pad(int size) {
    int length = -size & 511;
    tar.writeBytes(random.nextInt(4) == 0 ? noise(length) : new byte[length]);
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
