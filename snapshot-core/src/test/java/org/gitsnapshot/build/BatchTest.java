package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.testing.Demo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  @Test
  void whateverOnePinThrowsTheOthersGoOn() throws IOException {
    List<Throwable> thrown =
        List.of(
            new IOException("disk"),
            new IllegalStateException("fault"),
            new IllegalStateException(new OutOfMemoryError("heap")),
            new OutOfMemoryError("heap"),
            new StackOverflowError(),
            new NoClassDefFoundError("x"));
    List<Pin> pins = new ArrayList<>();
    for (int i = 0; i < thrown.size(); i++) {
      pins.add(Demo.pin("p" + i, "prefix = \"p/\""));
    }
    List<PinReport> heard = Collections.synchronizedList(new ArrayList<>());
    List<PinReport> reports =
        Batch.run(
            pins,
            2,
            pin -> BatchTest.<RuntimeException, PinReport>fail(thrown.get(pins.indexOf(pin))),
            heard::add);
    assertThat(heard).hasSameSizeAs(pins);
    assertThat(reports)
        .extracting(PinReport::verdict)
        .hasSameSizeAs(pins)
        .containsOnly(Verdict.FAILED);
    assertThat(reports)
        .extracting(report -> report.message().orElse(""))
        .satisfiesExactly(
            m -> assertThat(m).isEqualTo("disk"),
            m -> assertThat(m).startsWith("internal error: java.lang.IllegalStateException: fault"),
            m -> assertThat(m).isEqualTo("out of memory"),
            m -> assertThat(m).isEqualTo("out of memory"),
            m -> assertThat(m).startsWith("internal error: java.lang.StackOverflowError at "),
            m -> assertThat(m).isEqualTo("Java cannot read the class x"));
  }

  @Test
  void anInterruptEndsThoseAtWorkAndNoneBeginsAfterIt() throws IOException {
    List<Pin> pins = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pins.add(Demo.pin("p" + i, "prefix = \"p/\""));
    }
    Thread caller = Thread.currentThread();
    AtomicInteger atWork = new AtomicInteger();
    List<PinReport> heard = Collections.synchronizedList(new ArrayList<>());
    List<PinReport> reports =
        Batch.run(
            pins,
            2,
            pin -> {
              if (atWork.incrementAndGet() == 2) {
                caller.interrupt();
              }
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
                throw new InterruptedIOException("interrupted at work");
              } finally {
                atWork.decrementAndGet();
              }
              throw new IOException("not interrupted");
            },
            heard::add);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(atWork).hasValue(0);
    assertThat(heard).containsExactlyInAnyOrderElementsOf(reports);
    assertThat(reports)
        .extracting(report -> report.message().orElse(""))
        .containsExactly(
            "interrupted at work",
            "interrupted at work",
            "interrupted before the build began",
            "interrupted before the build began");
  }

  @Test
  void nothingGoesOnAfterOneWhoHearsFails() throws IOException {
    List<Pin> pins = List.of(Demo.pin("a", "prefix = \"a/\""), Demo.pin("b", "prefix = \"b/\""));
    CountDownLatch bothBegan = new CountDownLatch(2);
    AtomicBoolean ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                Batch.run(
                    pins,
                    2,
                    pin -> {
                      bothBegan.countDown();
                      Uninterruptibles.awaitUninterruptibly(bothBegan);
                      if (pin.name().equals("b")) {
                        Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
                        ended.set(true);
                      }
                      throw new IOException("disk");
                    },
                    report -> {
                      throw new IllegalStateException("cannot hear");
                    }))
        .hasRootCauseMessage("cannot hear");
    assertThat(ended).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noPinAtOnceIsRefused(int jobs) throws IOException {
    List<Pin> pins = List.of(Demo.pin("a", "prefix = \"a/\""));
    assertThatThrownBy(() -> Batch.run(pins, jobs, pin -> failed(pin), report -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one pin at once, not " + jobs);
  }

  private static PinReport failed(Pin pin) {
    return PinReport.failed(pin.name(), pin.commit(), "done", Optional.empty());
  }

  /** Throws anything, declared or not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable, T> T fail(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
