package org.gitsnapshot.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a real program in a directory, with the machine's git configuration off. */
public final class Tool {
  private final Path directory;

  /** Creates one that runs programs in this directory. */
  public Tool(Path directory) {
    this.directory = directory;
  }

  /** Runs a program and returns what it printed; a code other than 0 is an error. */
  public byte[] run(byte @Nullable [] input, String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
      builder.environment().putAll(GitEnvironment.SAME_EVERYWHERE);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      Thread feeder = new Thread(() -> feed(process, input == null ? new byte[0] : input));
      feeder.start();
      byte[] output = process.getInputStream().readAllBytes();
      int code = process.waitFor();
      feeder.join();
      if (code != 0) {
        throw new AssertionError(String.join(" ", command) + " exited with " + code);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("the tests need " + command[0], e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a program without input and returns the text it printed, its last line end too. */
  public String text(String... command) {
    return new String(run(null, command), StandardCharsets.UTF_8);
  }

  /** Runs git and returns what it printed, without the last line end. */
  public String git(String... arguments) {
    return new String(run(null, gitCommand(arguments)), StandardCharsets.UTF_8).strip();
  }

  /** Runs git with input and returns its output as it is. */
  public byte[] git(byte[] input, String... arguments) {
    return run(input, gitCommand(arguments));
  }

  private static String[] gitCommand(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException closedEarly) {
      // The program's exit code tells whether it had what it needed.
    }
  }
}
