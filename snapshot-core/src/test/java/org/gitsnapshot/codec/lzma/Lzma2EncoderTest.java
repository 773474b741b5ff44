package org.gitsnapshot.codec.lzma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.recipe.XzOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("one-jvm")
class Lzma2EncoderTest {
  private static final byte[] INPUT =
      Samples.concat(
          Samples.text(1, 900_000),
          Samples.random(2, 150_000),
          new byte[100_000],
          Samples.text(1, 500_000),
          Samples.periodic(3, 70_000, 300_000));

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "0, true"})
  void countingPositionsAnewChangesNothing(int level, boolean extreme) throws IOException {
    // Small enough that it happens every few ten thousand bytes.
    XzOptions options = XzOptions.preset(level, extreme);
    int often = options.dictionary() + 70_001;
    byte[] expected = pack(new Lzma2Encoder(options, none()), INPUT);
    assertSame(pack(new Lzma2Encoder(options, none(), often), INPUT), expected);
    assertSame(pack(new Lzma2Encoder(options, new SpareThreads(1), often), INPUT), expected);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void anEncoderCanBeUsedAgain(int spare) throws IOException {
    XzOptions options = XzOptions.preset(0, true);
    byte[] small = Samples.text(5, 1000);
    Lzma2Encoder encoder = new Lzma2Encoder(options, new SpareThreads(spare));
    encoder.begin(OutputStream.nullOutputStream());
    encoder.write(small, 0, 500);
    for (byte[] input : new byte[][] {small, INPUT, small}) {
      assertSame(pack(encoder, input), pack(new Lzma2Encoder(options, none()), input));
    }
  }

  @Test
  void aFailureBelowEndsTheThread() throws InterruptedException {
    Lzma2Encoder encoder = new Lzma2Encoder(XzOptions.preset(0, true), new SpareThreads(1));
    encoder.begin(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        });
    assertThatThrownBy(() -> encoder.write(INPUT, 0, INPUT.length)).hasMessage("disk full");
    for (Thread thread : matchers().toList()) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void aThreadThatComesAndGoesChangesNothing() throws Exception {
    XzOptions options = XzOptions.preset(0, true);
    byte[] expected = pack(new Lzma2Encoder(options, none()), INPUT);
    SpareThreads spare = none();
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    AtomicBoolean packed = new AtomicBoolean();
    Thread others =
        new Thread(
            () -> {
              while (!packed.get()) {
                spare.giveBack();
                LockSupport.parkNanos(3_000_000);
                matchers().forEach(used::add);
                spare.take();
                spare.take();
                LockSupport.parkNanos(3_000_000);
                spare.giveBack();
              }
            });
    others.start();
    Lzma2Encoder encoder = new Lzma2Encoder(options, spare);
    try {
      for (int i = 0; i < 3; i++) {
        assertSame(pack(encoder, INPUT), expected);
      }
    } finally {
      packed.set(true);
      others.join();
    }
    assertThat(used).hasSizeGreaterThan(5);
    assertThat(spare.tryTake()).isFalse();
    spare.giveBack();
    assertThat(spare.tryTake()).isTrue();
  }

  private static SpareThreads none() {
    return new SpareThreads(0);
  }

  private static Stream<Thread> matchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("xz-matches"));
  }

  private static byte[] pack(Lzma2Encoder encoder, byte[] input) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    encoder.begin(packed);
    encoder.write(input, 0, input.length);
    encoder.finish();
    return packed.toByteArray();
  }

  private static void assertSame(byte[] actual, byte[] expected) {
    assertThat(Arrays.mismatch(actual, expected)).isEqualTo(-1);
  }
}
