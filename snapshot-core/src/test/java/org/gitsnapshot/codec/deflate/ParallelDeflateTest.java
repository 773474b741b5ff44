package org.gitsnapshot.codec.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.codec.EdgeInputs;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Samples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments that are much smaller than in use, so that short inputs have many seams. */
@Tag("one-jvm")
class ParallelDeflateTest {
  private static final int SMALL_CHUNK = 1 << 15;
  private static final int SEEDS = Boolean.getBoolean("snapshot.long") ? 3000 : 150;

  @ParameterizedTest
  @EnumSource
  void seamsDoNotShow(Dialect dialect) throws IOException {
    Random random = new Random(1);
    for (int seed = 0; seed < SEEDS; seed++) {
      // Three inputs make up to about 25 seams.
      byte[] input =
          Samples.concat(EdgeInputs.of(seed), EdgeInputs.of(seed + 7), EdgeInputs.of(seed + 13));
      Level level = Level.of(4 + seed % 6);
      int chunk = SMALL_CHUNK + random.nextInt(5000);
      check(dialect, level, input, chunk, "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void parsesThatNeverFallIntoStepAreRepaired(Dialect dialect) throws IOException {
    Level level = Level.of(6);
    for (int period : new int[] {1, 2, 3, 257, 258, 259, 1000, 4097, 32506, 32768}) {
      byte[] input = Samples.periodic(period, period, 300_000);
      check(dialect, level, input, SMALL_CHUNK, "period " + period);
      byte[] disturbed = input.clone();
      for (int i = 50_000; i < disturbed.length; i += 41_000) {
        disturbed[i]++;
      }
      check(dialect, level, disturbed, SMALL_CHUNK, "disturbed period " + period);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInputCanEndAnywhereInASegment(Dialect dialect) throws IOException {
    byte[] text = Samples.text(1, 3 * SMALL_CHUNK + 50_000);
    // What the first segment takes, and what each one after it adds.
    int first = SMALL_CHUNK + 36_864 + Window.MIN_LOOKAHEAD;
    for (int segments = 0; segments < 2; segments++) {
      for (int d : new int[] {-263, -262, -261, -258, -2, -1, 0, 1, 2, 261, 262, 263, 5000}) {
        byte[] input = Arrays.copyOf(text, first + segments * SMALL_CHUNK + d);
        check(dialect, Level.of(6), input, SMALL_CHUNK, "size " + input.length);
      }
    }
  }

  @Test
  void threadsEndWithTheStream() throws Exception {
    byte[] input = new byte[4_000_000];
    for (boolean finished : new boolean[] {true, false}) {
      Encoder encoder = new GnuGzip().open(OutputStream.nullOutputStream(), 6, 3);
      encoder.write(input);
      assertThat(workers()).isNotEmpty();
      if (finished) {
        encoder.finish();
      } else {
        encoder.close();
      }
      assertThatWorkersEnd();
    }
  }

  @Test
  void threadsEndWhenTheStreamFails() throws Exception {
    OutputStream full =
        new OutputStream() {
          private int left = 1000;

          @Override
          public void write(int b) throws IOException {
            if (left-- == 0) {
              throw new IOException("disk full");
            }
          }
        };
    Encoder encoder = new GnuGzip().open(full, 6, 2);
    byte[] input = Samples.random(1, 6_000_000);
    assertThatThrownBy(() -> encoder.write(input)).hasMessage("disk full");
    assertThatWorkersEnd();
  }

  /** The worker of the first segment starts the others, so one that ends can leave new ones. */
  private static void assertThatWorkersEnd() throws InterruptedException {
    for (List<Thread> left = workers(); !left.isEmpty(); left = workers()) {
      for (Thread worker : left) {
        worker.join(10_000);
        assertThat(worker.isAlive()).as("%s after 10 s", worker).isFalse();
      }
    }
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Workers.THREAD_NAME) && thread.isAlive())
        .toList();
  }

  private static void check(Dialect dialect, Level level, byte[] input, int chunk, String name)
      throws IOException {
    ByteArrayOutputStream serial = new ByteArrayOutputStream();
    run(new SerialDeflate(dialect, level, serial), input);
    ByteArrayOutputStream parallel = new ByteArrayOutputStream();
    run(new ParallelDeflate(dialect, level, parallel, 2, chunk), input);
    assertThat(Arrays.mismatch(parallel.toByteArray(), serial.toByteArray()))
        .as("%s, level %d, segments of %d", name, level.number(), chunk)
        .isEqualTo(-1);
  }

  private static void run(DeflateStream stream, byte[] input) throws IOException {
    stream.write(input, 0, input.length);
    stream.finish();
    stream.close();
  }
}
