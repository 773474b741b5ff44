package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SafePrintTest {
  @Test
  void aLineDrawsNothingAndStaysOne() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SafePrint out = new SafePrint(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    out.println("  a\33[2J\nb\u009bc\td");
    out.println();
    out.print("x\ny\n");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("  a\ufffd[2J\ufffdb\ufffdc\td\n\nx\ny\n");
  }
}
