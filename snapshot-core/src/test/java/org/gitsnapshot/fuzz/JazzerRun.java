package org.gitsnapshot.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Jazzer in a process of its own: it instruments what it loads, which no other test should see.
 *
 * @param directory where findings ({@code crash-…}, {@code timeout-…}) and the log go
 * @param corpus where inputs that reach new code are kept
 * @param time the longest time, such as {@code 90s} or {@code 10m}
 * @param brief whether it is over so soon that compiling thoroughly is in vain
 */
record JazzerRun(Path directory, Path corpus, String time, boolean brief) {
  /** An input of some hundred KiB must not take so long on a slow machine. */
  private static final int SECONDS_FOR_ONE = 120;

  private static final int MAX_BYTES = 64 << 10;

  /** Returns one that is soon over, and leaves all in a directory. */
  static JazzerRun brief(Path directory) {
    return new JazzerRun(directory, directory.resolve("corpus"), "60s", true);
  }

  /**
   * Fuzzes until the time is over or something is found.
   *
   * @param runs the most inputs, or -1
   * @param seeds directories of inputs to begin with
   * @return what it printed, if it found something, else an empty text
   */
  String run(Class<?> target, long runs, List<Path> seeds) throws Exception {
    Files.createDirectories(directory);
    Files.createDirectories(corpus);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-cp", classPath()));
    if (brief) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    if (Runtime.version().feature() >= 21) {
      command.add("-XX:+EnableDynamicAgentLoading");
    }
    if (Runtime.version().feature() >= 24) {
      command.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    command.add(Jazzer.class.getName());
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=org.gitsnapshot.**");
    command.add("--custom_hook_includes=org.gitsnapshot.**");
    command.add("--max_duration=" + time);
    command.add("--reproducer_path=" + directory);
    command.add("-runs=" + runs);
    command.add("-timeout=" + SECONDS_FOR_ONE);
    command.add("-max_len=" + MAX_BYTES);
    command.add("-rss_limit_mb=0");
    command.add("-print_final_stats=1");
    command.add("-artifact_prefix=" + directory + "/");
    command.add(corpus.toString());
    seeds.forEach(seed -> command.add(seed.toString()));
    Path log = directory.resolve(target.getSimpleName() + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      // It ends by itself; the bound is for a run that hangs.
      if (!process.waitFor(2, TimeUnit.DAYS)) {
        throw new AssertionError("no end: " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue() == 0 ? "" : read(log);
  }

  private static String read(Path log) throws IOException {
    String text = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.isEmpty() ? "ended without a word, see " + log : text;
  }

  /** Surefire hides the class path in a manifest unless it is asked. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
