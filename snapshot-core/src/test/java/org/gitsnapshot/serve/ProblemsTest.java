package org.gitsnapshot.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong now = new AtomicLong(-5);
  private final Problems problems = new Problems(lines::add, now::get);

  @Test
  void theSameIsToldAgainAfterAPause() {
    IOException failing = new IOException("Input/output error");
    for (int i = 0; i < 3; i++) {
      problems.tellOnce("cannot read a", " at byte " + i, failing);
      problems.tellOnce("cannot read b", " at byte " + i, failing);
    }
    problems.tellOnce("cannot read a", "", new NoSuchFileException("a"));

    String hint = "(the disk or its file system fails; see what the system's log says)";
    assertThat(lines)
        .containsExactly(
            "cannot read a at byte 0: Input/output error " + hint,
            "cannot read b at byte 0: Input/output error " + hint,
            "cannot read a: there is no such file");
    now.addAndGet(Problems.PAUSE.toNanos() - 1);
    problems.tellOnce("cannot read a", " at byte 7", failing);
    assertThat(lines).hasSize(3);
    now.incrementAndGet();
    problems.tellOnce("cannot read a", " at byte 7", failing);
    assertThat(lines).hasSize(4).last().asString().startsWith("cannot read a at byte 7: ");
  }

  @Test
  void whatAServerCanDoAboutDescriptorsIsSaid() {
    problems.tellOnce("cannot serve a", "", new IOException("Too many open files"));

    assertThat(lines)
        .containsExactly(
            "cannot serve a: Too many open files"
                + " (raise the limit (ulimit -n), or set a smaller --max-connections)");
  }
}
