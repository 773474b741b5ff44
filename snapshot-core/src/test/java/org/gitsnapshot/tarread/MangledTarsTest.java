package org.gitsnapshot.tarread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of tars that are not quite tars: each is read, or refused with a declared failure. */
class MangledTarsTest {
  private static final int ROUNDS = 3000;
  private static final TarLimits LIMITS = new TarLimits(1 << 20, 10_000, 16 << 20);

  @TempDir Path directory;

  @Test
  void onlyDeclaredFailuresComeOfMangledTars() throws IOException {
    List<byte[]> tars = seeds();
    Random random = new Random(20);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mangled = mangle(tars.get(round % tars.size()), random);
      try {
        read(mangled);
      } catch (SnapshotException declared) {
        refused++;
        assertThat(declared.getMessage()).doesNotContain("\n");
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("round " + round, e);
      }
    }
    // Both kinds of outcome are met often, or the mangling is too weak or too strong.
    assertThat(refused).isBetween(ROUNDS / 5, ROUNDS - ROUNDS / 20);
  }

  private static void read(byte[] tar) throws IOException {
    TarReader reader = new TarReader(new ByteArrayInputStream(tar), LIMITS);
    long entries = 0;
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      assertThat(member.offset()).isLessThanOrEqualTo(member.headerOffset());
      reader.copyContent(OutputStream.nullOutputStream());
      entries++;
      // Every entry has a block of its own.
      assertThat(entries).isLessThanOrEqualTo(tar.length / 512);
    }
    assertThat(reader.end().entries()).isEqualTo(entries);
  }

  private List<byte[]> seeds() {
    Tool tool = new Tool(directory);
    String script =
        "mkdir -p d/e && printf hello >d/a && ln -s a d/l && ln d/a d/h && printf world >d/"
            + "n".repeat(120)
            + " && ln -s "
            + "t".repeat(150)
            + " d/long && truncate -s 300K d/s && printf x | dd of=d/s bs=1 seek=200000"
            + " conv=notrunc 2>/dev/null";
    byte[] unused = tool.run(null, "sh", "-c", script);
    List<byte[]> tars = new ArrayList<>();
    for (String options :
        List.of(
            "--format=gnu -S",
            "--format=pax -S --sparse-version=0.0",
            "--format=pax -S --sparse-version=0.1",
            "--format=pax -S --sparse-version=1.0 --pax-option=globexthdr.name=g,comment=hi",
            "--format=oldgnu",
            "--format=ustar --exclude=long --exclude=n*",
            "--format=v7 --exclude=long --exclude=n*")) {
      tars.add(tool.run(null, "sh", "-c", "tar c --sort=name " + options + " d"));
    }
    return tars;
  }

  private static byte[] mangle(byte[] tar, Random random) {
    byte[] mangled = tar.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int header = headers(mangled, random);
      switch (random.nextInt(8)) {
        case 0 -> mangled[random.nextInt(mangled.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mangled = Arrays.copyOf(mangled, random.nextInt(mangled.length));
        case 2 -> {
          int from = random.nextInt(mangled.length / 512 + 1) * 512;
          byte[] without = Arrays.copyOf(mangled, Math.max(0, mangled.length - 512));
          int left = without.length - from;
          if (left > 0) {
            System.arraycopy(mangled, from + 512, without, from, left);
          }
          mangled = without;
        }
        case 3 -> put(mangled, header + 124, NUMBERS[random.nextInt(NUMBERS.length)]);
        case 4 -> put(mangled, header + 156, "" + "01257xgLKSXMVDN\0A".charAt(random.nextInt(17)));
        case 5 -> put(mangled, header + 386 + random.nextInt(110), random.nextInt(900) + "7\0");
        case 6 -> put(mangled, header + 512 + random.nextInt(20), random.nextInt(99999) + " =\n");
        default -> put(mangled, header + random.nextInt(500), "\u00ff\u0080\0 9");
      }
      if (mangled.length < 1024) {
        return mangled;
      }
      if (random.nextInt(5) > 0 && header + 512 <= mangled.length) {
        sum(mangled, header);
      }
    }
    return mangled;
  }

  private static final String[] NUMBERS = {
    "77777777777\0",
    "00000000001 ",
    "-0000000001\0",
    "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
    "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
    "           \0",
    "00000200000\0",
    "0000000000x\0"
  };

  /** Returns where a block with {@code ustar} or a checksum may begin. */
  private static int headers(byte[] tar, Random random) {
    int blocks = Math.max(1, tar.length / 512);
    for (int attempt = 0; attempt < 50; attempt++) {
      int at = random.nextInt(blocks) * 512;
      if (at + 512 <= tar.length && tar[at + 148] == '0' && tar[at + 154] == 0) {
        return at;
      }
    }
    return 0;
  }

  private static void put(byte[] tar, int at, String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length && at + i < tar.length; i++) {
      tar[at + i] = bytes[i];
    }
  }

  private static void sum(byte[] tar, int at) {
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xff;
    }
    put(tar, at + 148, String.format("%06o\0 ", sum));
  }
}
