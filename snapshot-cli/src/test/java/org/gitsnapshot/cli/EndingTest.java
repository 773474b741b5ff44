package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program ends when it is told to, when nobody reads it, and when Java gives up. */
class EndingTest {
  @TempDir Path directory;

  @Test
  void whenMemoryRunsOutItSaysSoInALineAndEndsWith3() {
    OutputStream full =
        new OutputStream() {
          private boolean thrown;

          @Override
          public void write(int b) {
            if (!thrown) {
              thrown = true;
              throw new OutOfMemoryError("Java heap space");
            }
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"build", "--help"},
            full,
            err,
            Map.of("HOME", directory.toString()),
            false);
    assertThat(code).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("snapshot: out of memory (")
        .hasLineCount(1);
  }

  @Test
  void withTooFewThreadsToBeginItSaysSoAndEndsWith3() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            () -> {
              throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
            },
            new String[] {"lint"},
            OutputStream.nullOutputStream(),
            err,
            Map.of(),
            false);
    assertThat(code).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("snapshot: the system gives this process no more threads (")
        .contains("ulimit -u")
        .hasLineCount(1);
  }

  @Test
  void memoryThatIsTooSmallForAPinFileGivesALineAndNoStackTrace() throws Exception {
    Path pins = directory.resolve("pins.toml");
    Files.writeString(pins, "# " + "x".repeat(40_000_000) + "\n");
    Process process = start(List.of("-Xmx24m"), "build", pins.toString(), "-o", "out");
    String errors = errors(process);
    assertThat(process.waitFor()).as(errors).isIn(2, 3);
    assertThat(errors).startsWith("snapshot: ").hasLineCount(1).doesNotContain("\tat ");
  }

  @Test
  void anArchiveThatNobodyReadsEndsWithALine() throws Exception {
    Path repository = noise(8_000_000);
    Process process =
        start(
            List.of(),
            "archive",
            "--repo",
            repository.toString(),
            "--commit",
            "HEAD",
            "--format",
            "tar",
            "-o",
            "-");
    try (InputStream out = process.getInputStream()) {
      assertThat(out.readNBytes(1000)).hasSize(1000);
    }
    String errors = errors(process);
    assertThat(process.waitFor()).as(errors).isEqualTo(3);
    assertThat(errors).startsWith("snapshot: cannot write to standard output").hasLineCount(1);
  }

  @Test
  void toldToEndWhileItBuildsItLeavesNothing() throws Exception {
    Path repository = noise(8_000_000);
    Path out = Files.createDirectory(directory.resolve("out"));
    Process process =
        start(
            List.of(),
            "archive",
            "--repo",
            repository.toString(),
            "--commit",
            "HEAD",
            "--format",
            "tar.xz",
            "-o",
            out.resolve("a.tar.xz").toString());
    while (process.isAlive() && names(out).isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    assertThat(names(out)).singleElement().asString().startsWith(".a.tar.xz.");
    assertThat(process.toHandle().destroy()).isTrue();
    String errors = errors(process);
    assertThat(process.waitFor()).as(errors).isEqualTo(128 + 15);
    assertThat(errors).isEmpty();
    assertThat(names(out)).isEmpty();
  }

  @Test
  void aCommandThatFailsBecauseTheProcessEndsIsSilent() throws Exception {
    for (Class<?> main : List.of(FailsAtEndMain.class, Main.class)) {
      Process process =
          start(List.of(), main, "archive", "--repo", "none", "--commit", "HEAD", "-o", "a.tar");
      String errors = errors(process);
      boolean ends = main == FailsAtEndMain.class;
      assertThat(errors).hasLineCount(ends ? 0 : 1);
      assertThat(process.getInputStream().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(ends ? "3\n" : "");
    }
  }

  private Path noise(int size) throws Exception {
    Path repository = directory.resolve("repository");
    git("init", "-q", repository.toString());
    byte[] bytes = new byte[size];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(repository.resolve("noise"), bytes);
    git("-C", repository.toString(), "add", ".");
    git(
        "-C",
        repository.toString(),
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "-q",
        "-m",
        "noise");
    return repository;
  }

  private static void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }

  private Process start(List<String> options, String... arguments) throws IOException {
    return start(options, Main.class, arguments);
  }

  private Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms8m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    return builder.start();
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
