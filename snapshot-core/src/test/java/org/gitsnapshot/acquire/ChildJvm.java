package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another process that acquires a commit, to see what a whole process does and needs. */
final class ChildJvm {
  private static final int SECONDS = 60;

  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@link AcquireMain}.
   *
   * @param directory where it runs and leaves its output
   * @param environment what it gets besides this process's own
   */
  static ChildJvm start(
      Path directory, List<String> jvmOptions, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(AcquireMain.class, directory, jvmOptions, environment, arguments);
  }

  /** Starts another program likewise. */
  static ChildJvm start(
      Class<?> main,
      Path directory,
      List<String> jvmOptions,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "child", ".out");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start(), output);
  }

  /** Surefire hides the class path in a manifest unless it is asked. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Waits for its end and returns what it printed; fails unless it ended well. */
  String finish() throws Exception {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end after " + SECONDS + " s: " + printed());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("ended with " + process.exitValue() + ": " + printed());
    }
    return printed();
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  private String printed() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8).stripTrailing();
  }
}
