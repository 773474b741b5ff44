package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AccessLogFileTest {
  @TempDir Path directory;
  private final List<String> problems = new CopyOnWriteArrayList<>();

  @Test
  void linesThatAFullDiskLosesAreCountedAndTold() throws IOException {
    Path log = directory.resolve("log");
    Files.createSymbolicLink(log, Path.of("/dev/full"));
    AccessLogFile file = AccessLogFile.open(log, problems::add);
    for (int i = 0; i < 3; i++) {
      file.line("lost");
    }
    assertThat(problems)
        .containsExactly(
            "cannot write the access log " + log + ", and go on: No space left on device");
    problems.clear();
    Files.delete(log);
    file.line("kept");
    file.end();
    assertThat(log).hasContent("kept\n");
    assertThat(problems).containsExactly("3 lines could not be written into the access log " + log);
  }

  @Test
  void theEndTellsWhatIsMissing() throws IOException {
    AccessLogFile file = AccessLogFile.open(Path.of("/dev/full"), problems::add);
    file.line("lost");
    file.end();
    file.end();
    assertThat(problems)
        .hasSize(2)
        .last()
        .isEqualTo("1 line could not be written into the access log /dev/full");
  }

  @Test
  void aFileThatIsRenamedOrTruncatedIsFollowed() throws IOException {
    Path log = directory.resolve("log");
    AccessLogFile file = AccessLogFile.open(log, problems::add);
    file.line("one");
    Files.move(log, directory.resolve("log.1"));
    file.line("two");
    assertThat(directory.resolve("log.1")).hasContent("one\n");
    assertThat(log).hasContent("two\n");
    Files.write(log, new byte[0]);
    file.line("three");
    assertThat(log).hasContent("three\n");
    assertThat(problems).isEmpty();
  }

  /** Who reads a pipe would see its end after a line if it were closed then. */
  @Test
  void aPipeStaysOpen() throws Exception {
    Path pipe = directory.resolve("pipe");
    Path read = directory.resolve("read");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader =
        new ProcessBuilder("cat", pipe.toString()).redirectOutput(read.toFile()).start();
    try {
      AccessLogFile file = AccessLogFile.open(pipe, problems::add);
      file.line("one");
      assertThat(reader.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
      file.line("two");
      while (Files.size(read) < 8) {
        Thread.sleep(20);
      }
      assertThat(read).hasContent("one\ntwo\n");
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void aFileThatCannotBeOpenedIsRefused() {
    assertThatThrownBy(() -> AccessLogFile.open(directory.resolve("no/log"), problems::add))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatHoldsSomethingElseIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("manifest.json"), "{}\n");
    assertThatThrownBy(() -> AccessLogFile.open(file, problems::add))
        .hasMessage("it holds something else than a log");
    assertThat(file).hasContent("{}\n");
    Path log = directory.resolve("log");
    String line = "127.0.0.1 - - [28/Nov/2026:03:12:07 +0000] \"GET / HTTP/1.1\" 200 10\n";
    Files.writeString(log, line);
    AccessLogFile.open(log, problems::add).line("two");
    assertThat(log).hasContent(line + "two\n");
  }
}
