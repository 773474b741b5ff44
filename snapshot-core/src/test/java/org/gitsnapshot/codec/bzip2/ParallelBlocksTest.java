package org.gitsnapshot.codec.bzip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Samples;
import org.junit.jupiter.api.Test;

class ParallelBlocksTest {
  private static final int DEADLINE_MILLIS = 30_000;

  @Test
  void closingEndsTheThreadsFinishedOrNot() throws Exception {
    for (boolean finished : new boolean[] {true, false}) {
      Set<Thread> before = threads();
      Encoder encoder = new Bzip2().open(OutputStream.nullOutputStream(), 1, 3);
      encoder.write(Samples.text(1, 1_000_000));
      Set<Thread> started = new HashSet<>(threads());
      started.removeAll(before);
      assertThat(started).hasSize(3).allMatch(Thread::isDaemon);
      if (finished) {
        encoder.finish();
      }
      encoder.close();
      for (Thread thread : started) {
        thread.join(DEADLINE_MILLIS);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aFailureOnAThreadSurfaces() throws IOException {
    ParallelBlocks blocks =
        new ParallelBlocks(1, 2, new StreamWriter(OutputStream.nullOutputStream(), 1));
    Block broken = blocks.next();
    broken.length = broken.bytes.length + 1;
    blocks.put(broken);
    assertThatThrownBy(blocks::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    blocks.close();
  }

  @Test
  void anInterruptEndsTheWriteAndIsKept() throws IOException {
    try (Encoder encoder = new Bzip2().open(OutputStream.nullOutputStream(), 9, 2)) {
      byte[] input = Samples.text(1, 8_000_000);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> encoder.write(input)).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void blocksUnderWayAreBounded() throws IOException {
    int threads = 2;
    ParallelBlocks blocks =
        new ParallelBlocks(1, threads, new StreamWriter(OutputStream.nullOutputStream(), 1));
    Set<Block> seen = new HashSet<>();
    byte[] text = Samples.text(1, 90_000);
    for (int i = 0; i < 50; i++) {
      Block block = blocks.next();
      seen.add(block);
      System.arraycopy(text, 0, block.bytes, Block.LEAD, text.length);
      block.length = text.length;
      blocks.put(block);
    }
    blocks.finish();
    blocks.close();
    assertThat(seen).hasSizeLessThanOrEqualTo(2 * threads + 1);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("bzip2"))
        .collect(Collectors.toSet());
  }
}
