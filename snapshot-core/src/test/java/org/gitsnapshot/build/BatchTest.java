package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.testing.Demo;
import org.junit.jupiter.api.Test;

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

  /** Throws anything, declared or not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable, T> T fail(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
