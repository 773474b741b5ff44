package org.gitsnapshot.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.request.CompareRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive against a thousand mangled copies of itself. */
@Tag("one-jvm")
class MangledPairsTest {
  private static final int ROUNDS = 1000;

  @TempDir Path directory;

  @Test
  void aMangledCopyIsDifferentOrRefusedAndNeverTheSame() throws IOException {
    Random random = new Random(8);
    int compared = 0;
    try (CompareFixture fixture = new CompareFixture(directory)) {
      byte[] tar = fixture.read("git.tar");
      for (int round = 0; round < ROUNDS; round++) {
        byte[] mangled = mangle(tar, random);
        if (Arrays.equals(mangled, tar)) {
          continue;
        }
        Path unused = fixture.write("b.tar", mangled);
        try {
          CompareReport report =
              fixture.compare(
                  new CompareRequest(
                      fixture.side("git.tar"),
                      fixture.side("b.tar"),
                      CompareRequest.Detail.DEFAULT));
          compared++;
          assertThat(report.sameness()).as("round " + round).isNotEqualTo(Sameness.IDENTICAL);
          assertThat(
                  report.sameness() == Sameness.BYTES_DIFFER
                      || !report.tar().isEmpty()
                      || !report.files().isEmpty())
              .as("round " + round + " tells what differs")
              .isTrue();
        } catch (SnapshotException declared) {
          assertThat(declared.getMessage()).contains("b.tar: ").doesNotContain("\n");
        }
      }
    }
    assertThat(compared).isGreaterThan(ROUNDS / 4);
  }

  private static byte[] mangle(byte[] tar, Random random) {
    byte[] mangled = tar.clone();
    switch (random.nextInt(5)) {
      case 0 -> mangled[random.nextInt(mangled.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> mangled = Arrays.copyOf(mangled, random.nextInt(mangled.length + 2000));
      case 2 -> {
        int from = random.nextInt(mangled.length / 512) * 512;
        int to = random.nextInt(mangled.length / 512) * 512;
        System.arraycopy(tar, from, mangled, to, 512);
      }
      default -> {
        int field = random.nextInt(500);
        int entry = random.nextInt(12);
        byte value = (byte) random.nextInt(256);
        mangled =
            TarEdits.headers(
                tar,
                header -> {
                  if (header.index() == entry && (field < 124 || field >= 136)) {
                    header.tar()[header.at() + field] = value;
                  }
                });
      }
    }
    return mangled;
  }
}
