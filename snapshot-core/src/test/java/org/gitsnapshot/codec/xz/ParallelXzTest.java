package org.gitsnapshot.codec.xz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Samples;
import org.junit.jupiter.api.Test;

class ParallelXzTest {
  private static final int DEADLINE_MILLIS = 30_000;
  private static final byte[] INPUT = Samples.text(1, 6_500_000);

  @Test
  void closingEndsTheThreadsFinishedOrNot() throws Exception {
    for (boolean finished : new boolean[] {true, false}) {
      Set<Thread> before = threads();
      Encoder encoder = new XzMt(false).open(OutputStream.nullOutputStream(), 0, 3);
      encoder.write(INPUT);
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
  void anInterruptEndsTheWriteAndIsKept() throws Exception {
    try (Encoder encoder = new XzMt(false).open(OutputStream.nullOutputStream(), 0, 2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> encoder.write(INPUT)).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("xz"))
        .collect(Collectors.toSet());
  }
}
