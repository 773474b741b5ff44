package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
  private static final long MIB = 1 << 20;

  @Test
  void aQuarterAgainMayBeInUse() {
    assertThat(HeapWatch.limitFor(0)).isEqualTo(192 * MIB);
    assertThat(HeapWatch.limitFor(96 * MIB)).isEqualTo(192 * MIB);
    assertThat(HeapWatch.limitFor(400 * MIB)).isEqualTo(548 * MIB);
    assertThat(HeapWatch.limitFor(8192 * MIB)).isEqualTo((10_240 + 48) * MIB);
  }

  /** With Java 25 and no watch, the heap ends at 1.1 GB. */
  @Test
  void theHeapDoesNotGrowByWhatIsNoLongerNeeded() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xms160m",
                    "-Xmn48m",
                    "-Xmx2g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Turnover.class.getName()))
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(Long.parseLong(said.strip()) / MIB).isLessThan(500);
  }

  /** Keeps 40 MiB of 1.2 GiB, each piece until there are as many newer ones. */
  static final class Turnover {
    private Turnover() {}

    public static void main(String[] args) throws InterruptedException {
      HeapWatch.start();
      byte[][] kept = new byte[640][];
      for (int i = 0; i < 300 * 64; i++) {
        kept[i % kept.length] = new byte[1 << 16];
        if (i % 64 == 0) {
          Thread.sleep(5);
        }
      }
      System.out.println(kept.length > 0 ? Runtime.getRuntime().totalMemory() : 0);
    }
  }
}
