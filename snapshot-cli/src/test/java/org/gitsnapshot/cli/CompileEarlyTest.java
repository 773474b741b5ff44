package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the JVM is told to compile early: it says nothing of a name that is not there. */
class CompileEarlyTest {
  private static final Path FILE =
      Path.of(System.getProperty("snapshot.root"), "snapshot-cli/src/main/jvm/compile-early");

  @Test
  void everyMethodExists() throws Exception {
    List<String> lines =
        Files.readAllLines(FILE).stream().filter(line -> line.contains("::")).toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String[] method = line.split(",", 3)[1].split("::", 2);
      Class<?> type = Class.forName(method[0]);
      assertThat(method[1].equals("*") || has(type, method[1])).as(line).isTrue();
    }
  }

  @Test
  void theJvmReadsItWithoutAWord() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Process process =
        new ProcessBuilder(java.toString(), "-XX:CompileCommandFile=" + FILE, "-Xshare:auto", "-h")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said).startsWith("Usage: java");
  }

  private static boolean has(Class<?> type, String method) {
    return Arrays.stream(type.getDeclaredMethods()).anyMatch(each -> each.getName().equals(method));
  }
}
