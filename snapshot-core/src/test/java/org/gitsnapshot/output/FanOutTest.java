package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FanOutTest {
  private static final int MEGABYTE = 1 << 20;

  /** Keeps what it gets, and may fail, be slow or wait. */
  private static class Recording implements Branch {
    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    final CountDownLatch gate;
    int failAfter = Integer.MAX_VALUE;
    boolean failFinish;
    boolean failClose;
    volatile boolean finished;
    final AtomicInteger closed = new AtomicInteger();

    Recording() {
      this(new CountDownLatch(0));
    }

    Recording(CountDownLatch gate) {
      this.gate = gate;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Uninterruptibles.awaitUninterruptibly(gate);
      got.write(bytes, offset, length);
      if (got.size() >= failAfter) {
        throw new IOException("branch failed");
      }
    }

    @Override
    public void finish() throws IOException {
      finished = true;
      if (failFinish) {
        throw new IOException("finish failed");
      }
    }

    @Override
    public void close() throws IOException {
      int unused = closed.incrementAndGet();
      if (failClose) {
        throw new IOException("close failed");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyBranchGetsAllBytesInOrder(int count) throws IOException {
    Random random = new Random(count);
    byte[] input = new byte[5 * MEGABYTE + 12_345];
    random.nextBytes(input);
    List<Recording> branches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      branches.add(new Recording());
    }
    try (FanOut out = new FanOut(branches)) {
      int at = 0;
      while (at < input.length) {
        int size =
            List.of(0, 1, 511, 65_536, 262_143, 262_144, 262_145, 600_000).get(random.nextInt(8));
        int run = Math.min(size, input.length - at);
        if (run == 1) {
          out.write(input[at]);
        } else {
          // The caller may use its array again at once.
          byte[] piece = new byte[run + 7];
          System.arraycopy(input, at, piece, 3, run);
          out.write(piece, 3, run);
          random.nextBytes(piece);
        }
        at += run;
      }
      out.finish();
    }
    for (Recording branch : branches) {
      assertThat(branch.got.toByteArray()).isEqualTo(input);
      assertThat(branch.finished).isTrue();
      assertThat(branch.closed).hasValue(1);
    }
  }

  @Test
  void aStreamOfNothingIsFinishedToo() throws IOException {
    Recording branch = new Recording();
    try (FanOut out = new FanOut(List.of(branch))) {
      out.finish();
    }
    assertThat(branch.finished).isTrue();
    assertThat(branch.closed).hasValue(1);
    assertThat(branch.got.size()).isZero();
  }

  @Test
  void aLazyOneServesAShortStreamOnTheThreadThatFinishes() throws IOException {
    List<Thread> seen = new ArrayList<>();
    Recording branch =
        new Recording() {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            seen.add(Thread.currentThread());
          }
        };
    try (FanOut out = FanOut.lazy(List.of(new Recording(), branch))) {
      out.write(new byte[262_143]);
      assertThat(branch.got.size()).isZero();
      out.finish();
    }
    assertThat(branch.got.size()).isEqualTo(262_143);
    assertThat(branch.finished).isTrue();
    assertThat(branch.closed).hasValue(1);
    assertThat(seen).containsExactly(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {262_144, 3 * MEGABYTE})
  void aLazyOneStartsThreadsForALongerStream(int size) throws IOException {
    List<Thread> seen = Collections.synchronizedList(new ArrayList<>());
    Recording branch =
        new Recording() {
          @Override
          public void finish() throws IOException {
            super.finish();
            seen.add(Thread.currentThread());
          }
        };
    try (FanOut out = FanOut.lazy(List.of(branch))) {
      out.write(new byte[size]);
      out.finish();
    }
    assertThat(branch.got.size()).isEqualTo(size);
    assertThat(seen).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void aLazyOneFailsAndAbandonsAsOthersDo() throws IOException {
    Recording failing = new Recording();
    failing.failAfter = 1;
    Recording other = new Recording();
    FanOut out = FanOut.lazy(List.of(failing, other));
    out.write(1);
    assertThatThrownBy(out::finish).hasMessage("branch failed");
    out.close();
    assertThat(failing.finished).isFalse();
    assertThat(other.finished).isFalse();
    assertThat(failing.closed).hasValue(1);
    assertThat(other.closed).hasValue(1);

    Recording abandoned = new Recording();
    try (FanOut unfinished = FanOut.lazy(List.of(abandoned))) {
      unfinished.write(1);
    }
    assertThat(abandoned.got.size()).isZero();
    assertThat(abandoned.finished).isFalse();
    assertThat(abandoned.closed).hasValue(1);
  }

  @Test
  void finishWaitsForTheSlowest() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Recording slow = new Recording(gate);
    Thread opener =
        new Thread(
            () -> {
              Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(100));
              gate.countDown();
            });
    opener.start();
    try (FanOut out = new FanOut(List.of(new Recording(), slow))) {
      out.write(new byte[10]);
      out.finish();
      assertThat(slow.got.size()).isEqualTo(10);
      assertThat(slow.closed).hasValue(1);
    }
    opener.join();
  }

  @Test
  void aFailureFailsTheWriterSoonAndWithTheFirstCause() {
    Recording failing = new Recording();
    failing.failAfter = MEGABYTE;
    Recording other = new Recording();
    List<Integer> written = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              try (FanOut out = new FanOut(List.of(other, failing))) {
                while (written.size() < 1000) {
                  out.write(new byte[100_000]);
                  written.add(1);
                }
                out.finish();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("branch failed");
    // What it fails at, what its queue holds, and what is being filled: not the hundred of them.
    assertThat(written).hasSizeLessThan(30);
    assertThat(other.finished).isFalse();
    assertThat(failing.finished).isFalse();
    assertThat(other.closed).hasValue(1);
    assertThat(failing.closed).hasValue(1);
  }

  @Test
  void aFailureThatCameLateFailsFinish() {
    Recording failing = new Recording();
    failing.failAfter = 1;
    assertThatThrownBy(
            () -> {
              try (FanOut out = new FanOut(List.of(failing))) {
                out.write(1);
                out.finish();
              }
            })
        .hasMessage("branch failed");
    assertThat(failing.finished).isFalse();
  }

  @Test
  void failuresOfFinishAndOfCloseFailFinish() {
    Recording finishing = new Recording();
    finishing.failFinish = true;
    assertThatThrownBy(() -> finish(finishing)).hasMessage("finish failed");
    assertThat(finishing.closed).hasValue(1);
    Recording closing = new Recording();
    closing.failClose = true;
    assertThatThrownBy(() -> finish(closing)).hasMessage("close failed");
  }

  private static void finish(Branch branch) throws IOException {
    try (FanOut out = new FanOut(List.of(new Recording(), branch))) {
      out.write(new byte[10]);
      out.finish();
    }
  }

  @Test
  void uncheckedFailuresComeThroughAsTheyAre() {
    Branch failing =
        new Branch() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void finish() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> finish(failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }

  @Test
  void closingWithoutFinishAbandonsAndClosesTheBranches() throws IOException {
    Recording one = new Recording();
    Recording two = new Recording();
    try (FanOut out = new FanOut(List.of(one, two))) {
      out.write(new byte[3 * MEGABYTE]);
      out.write(7);
    }
    for (Recording branch : List.of(one, two)) {
      assertThat(branch.finished).isFalse();
      assertThat(branch.closed).hasValue(1);
      assertThat(branch.got.size()).isLessThanOrEqualTo(3 * MEGABYTE);
    }
  }

  @Test
  void closingTwiceAndAfterFinishDoesNothingMore() throws IOException {
    Recording branch = new Recording();
    FanOut out = new FanOut(List.of(branch));
    out.finish();
    out.close();
    out.close();
    assertThat(branch.closed).hasValue(1);
  }

  @Test
  void aBranchThatFailsWhileAnothersQueueIsFullEndsAll() throws Exception {
    for (int run = 0; run < 300; run++) {
      CountDownLatch gate = new CountDownLatch(1);
      Recording slow = new Recording(gate);
      Recording failing = new Recording();
      failing.failAfter = (run % 7) * 150_000 + 1;
      int wait = run % 3;
      Thread opener =
          new Thread(
              () -> {
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(wait));
                gate.countDown();
              });
      opener.start();
      assertThatThrownBy(
              () -> {
                try (FanOut out = new FanOut(List.of(slow, failing))) {
                  byte[] piece = new byte[200_000];
                  for (int i = 0; i < 40; i++) {
                    out.write(piece);
                  }
                  out.finish();
                }
              })
          .hasMessage("branch failed");
      opener.join();
      assertThat(slow.closed).hasValue(1);
      assertThat(failing.closed).hasValue(1);
      assertThat(slow.finished).isFalse();
    }
  }

  @Test
  void anInterruptedWriterStopsAndTheBranchesAreClosedAllTheSame() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Recording slow = new Recording(gate);
    Recording other = new Recording();
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try (FanOut out = new FanOut(List.of(slow, other))) {
                for (int i = 0; i < 100; i++) {
                  out.write(new byte[MEGABYTE]);
                }
                out.finish();
              } catch (InterruptedIOException e) {
                interrupted.set(true);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    writer.start();
    Thread.sleep(50);
    writer.interrupt();
    Thread.sleep(50);
    gate.countDown();
    writer.join(20_000);
    assertThat(writer.isAlive()).isFalse();
    assertThat(interrupted).isTrue();
    assertThat(stillInterrupted).isTrue();
    for (Recording branch : List.of(slow, other)) {
      assertThat(branch.closed).hasValue(1);
      assertThat(branch.finished).isFalse();
    }
  }
}
