package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class SharedOptions {
  private static final int MAX_TIMEOUT = 86_400;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep what is fetched here; several processes may share it. Default:"
              + " $XDG_CACHE_HOME/git-snapshot, or ~/.cache/git-snapshot.")
  private @Nullable Path cache;

  @Option(
      names = "--offline",
      description = "Never use the network: only local repositories, bundles and the cache.")
  private boolean offline;

  @Option(
      names = "--instead-of",
      paramLabel = "BASE=URL",
      description =
          "A URL that begins with URL begins with BASE instead, as git's url.<base>.insteadOf. The"
              + " longest match wins. May be given several times.")
  private List<String> insteadOf = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up on a server that is silent for so long (1 to 86400). Default: 60.")
  private int timeout;

  @Option(
      names = "--limit",
      paramLabel = "NAME=N",
      description =
          "Allow more or less of what an untrusted repository or server can make this program do;"
              + " K, M and G multiply. May be given several times. The limits and their"
              + " defaults are in docs/limits.md.")
  private List<String> limits = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that compressors may use; the bytes do not depend on it. Default: one for"
              + " each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Mixin private final LogOptions log = new LogOptions();

  boolean json() {
    return json;
  }

  LogOptions log() {
    return log;
  }

  boolean quiet() {
    return quiet;
  }

  SnapshotOptions toOptions(Terminal terminal, Progress progress) throws InvalidInputException {
    Map<String, String> environment = terminal.environment();
    if (timeout < 1 || timeout > MAX_TIMEOUT) {
      throw new InvalidInputException("--timeout is 1 to 86400 seconds, not " + timeout, null);
    }
    if (threads < 1) {
      throw new InvalidInputException("--threads is at least 1, not " + threads, null);
    }
    return new SnapshotOptions(
        cache != null ? cache : defaultCache(environment),
        offline,
        insteadOf,
        Duration.ofSeconds(timeout),
        environment,
        Limits.parse(limits),
        threads,
        new LoggedProgress(progress, terminal.log()));
  }

  /** The XDG base directory specification: a relative path there is to be ignored. */
  private static Path defaultCache(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    Path base =
        xdg.isEmpty() || !Path.of(xdg).isAbsolute() ? Path.of(home, ".cache") : Path.of(xdg);
    return base.resolve("git-snapshot");
  }
}
