package org.gitsnapshot.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real tool whose bytes an engine repeats. A tool that is not there fails the test. */
public interface Oracle {
  /** The most that one run of a tool may take. */
  int LIMIT_SECONDS = 600;

  /** Packs files of a directory, each next to it with the engine's suffix added. */
  void pack(int level, Path directory, List<String> names) throws IOException, InterruptedException;

  /** Packs inputs, each as a file of its own. */
  default List<byte[]> pack(int level, String suffix, List<byte[]> inputs)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("oracle");
    List<String> names = new ArrayList<>();
    try {
      for (byte[] input : inputs) {
        String name = "input" + names.size();
        names.add(name);
        Files.write(directory.resolve(name), input);
      }
      pack(level, directory, names);
      List<byte[]> packed = new ArrayList<>();
      for (String name : names) {
        packed.add(Files.readAllBytes(directory.resolve(name + "." + suffix)));
      }
      return packed;
    } finally {
      for (String name : names) {
        Files.deleteIfExists(directory.resolve(name));
        Files.deleteIfExists(directory.resolve(name + "." + suffix));
      }
      Files.delete(directory);
    }
  }

  /** Runs a command and fails unless it succeeds. Returns what it printed. */
  static String run(Path directory, List<String> command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("printed", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile());
      builder.environment().put("LC_ALL", "C");
      // Options for all runs of gzip, bzip2 and xz would change what they write.
      builder
          .environment()
          .keySet()
          .removeAll(List.of("GZIP", "BZIP2", "BZIP", "XZ_OPT", "XZ_DEFAULTS"));
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " took too long");
      }
      String text = Files.readString(printed, StandardCharsets.ISO_8859_1);
      if (process.exitValue() != 0) {
        throw new AssertionError(command + " ended with " + process.exitValue() + ": " + text);
      }
      return text;
    } finally {
      Files.delete(printed);
    }
  }

  /** Returns a command with names at its end. */
  static List<String> command(List<String> head, List<String> names) {
    List<String> command = new ArrayList<>(head);
    command.addAll(names);
    return command;
  }
}
