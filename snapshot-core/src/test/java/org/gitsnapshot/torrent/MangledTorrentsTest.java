package org.gitsnapshot.torrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.request.TorrentRequest.Form;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of torrents that are not quite torrents: each is checked, or refused as declared. */
class MangledTorrentsTest {
  private static final int ROUNDS = 6000;
  private static final String[] TOKENS = {
    "i-1e",
    "i9223372036854775807e",
    "i0e",
    "0:",
    "le",
    "de",
    "2:..",
    "1:/",
    "d",
    "l",
    "e",
    "i16384e",
    "999:",
    "4:attr1:p",
    "4:attr1:l",
    "0:d6:lengthi1ee"
  };

  @TempDir Path directory;

  @Test
  void onlyDeclaredFailuresComeOfMangledTorrents() throws IOException {
    List<byte[]> seeds = seeds();
    Path mangled = directory.resolve("mangled.torrent");
    Random random = new Random(52);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mangle(seeds.get(round % seeds.size()), random);
      try {
        Metainfo read = MetainfoReader.parse("x", bytes, TorrentLimits.DEFAULT);
        assertThat(read.members()).allSatisfy(file -> assertThat(file.path()).doesNotContain(".."));
        if (round % 20 < seeds.size()) {
          Files.write(mangled, bytes);
          new CheckTorrent(1, Progress.NONE).run(mangled, Optional.of(directory.resolve("m")));
        }
      } catch (SnapshotException declared) {
        refused++;
        assertThat(declared.getMessage()).doesNotContain("\n");
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("round " + round, e);
      }
    }
    // Both kinds of outcome are met often, or the mangling is too weak or too strong.
    assertThat(refused).isBetween(ROUNDS / 5, ROUNDS - ROUNDS / 50);
  }

  private List<byte[]> seeds() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("m"));
    mirror.add("a", TestMirror.random(1, 40_000)).add("b", new byte[1]).add("c", new byte[20_000]);
    List<byte[]> seeds = new ArrayList<>();
    for (Path input : List.of(mirror.directory(), mirror.directory().resolve("a"))) {
      for (Form form : Form.values()) {
        Path out = directory.resolve("seed.torrent");
        new MakeTorrent(1, Progress.NONE)
            .run(
                new TorrentRequest(
                    List.of(input),
                    List.of(),
                    Optional.empty(),
                    form,
                    Optional.empty(),
                    List.of("http://h/"),
                    List.of(List.of("udp://t:1/")),
                    Optional.of(out),
                    false));
        seeds.add(Files.readAllBytes(out));
      }
    }
    return seeds;
  }

  private static byte[] mangle(byte[] torrent, Random random) {
    byte[] mangled = torrent.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(mangled.length);
      switch (random.nextInt(6)) {
        case 0 -> mangled[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mangled = Arrays.copyOf(mangled, Math.max(1, at));
        case 2 -> mangled[at] = (byte) "0123456789:delip".charAt(random.nextInt(16));
        case 3 -> {
          int to = Math.min(mangled.length, at + random.nextInt(40));
          mangled = joined(mangled, at, Arrays.copyOfRange(mangled, at, to), at);
        }
        case 4 -> mangled = joined(mangled, at, new byte[0], Math.min(mangled.length, at + 3));
        default -> {
          byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(ISO_8859_1);
          mangled = joined(mangled, at, token, at);
        }
      }
      if (mangled.length == 0) {
        return mangled;
      }
    }
    return mangled;
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    byte[] joined = Arrays.copyOf(bytes, head + middle.length + bytes.length - tail);
    System.arraycopy(middle, 0, joined, head, middle.length);
    System.arraycopy(bytes, tail, joined, head + middle.length, bytes.length - tail);
    return joined;
  }
}
