package org.gitsnapshot.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A test's {@code main} method in a process of its own. */
public final class ChildJvm {
  private static final int LIMIT_SECONDS = 600;

  private final Process process;
  private final Path errors;
  private final BufferedReader output;

  private ChildJvm(List<String> command) throws IOException {
    errors = Files.createTempFile("child", ".err");
    errors.toFile().deleteOnExit();
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    process = builder.start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one with the heap that is usual here. */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return new ChildJvm(command(List.of("-Xmx64m"), main, arguments));
  }

  /** Starts one with options for Java. */
  public static ChildJvm start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return new ChildJvm(command(options, main, arguments));
  }

  /** Starts one after a command of the shell that changes its surroundings, such as umask. */
  public static ChildJvm after(String shellCommand, Class<?> main, String... arguments)
      throws IOException {
    return after(shellCommand, List.of("-Xmx64m", "-XX:-UsePerfData"), main, arguments);
  }

  /** Does the same with options for Java. */
  public static ChildJvm after(
      String shellCommand, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", shellCommand + " && exec \"$@\"", "sh"));
    command.addAll(command(options, main, arguments));
    return new ChildJvm(command);
  }

  private static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Waits until it prints this line. */
  public void waitForLine(String wanted) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals(wanted)) {
        return;
      }
    }
    throw new AssertionError("the process ended without \"" + wanted + "\": " + errors());
  }

  /** Returns the next line it prints. */
  public String readLine() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the process ended: " + errors());
    }
    return line;
  }

  /** Returns all that it prints from here to its end. */
  public List<String> remainingLines() {
    return output.lines().toList();
  }

  /** Waits for its end and returns its code. */
  public int waitFor() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process does not end");
    }
    return process.exitValue();
  }

  /** Asks it to end, as Ctrl-C does, and waits. */
  public void terminate() throws InterruptedException {
    process.destroy();
    int unused = waitFor();
  }

  /** Kills it without a warning, and waits. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    int unused = waitFor();
  }

  /** Returns what it wrote to standard error. */
  public String errors() throws IOException {
    return Files.readString(errors);
  }
}
