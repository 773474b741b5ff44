package org.gitsnapshot.cli;

import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.request.DownloadOptions;
import picocli.CommandLine.Option;

/** How downloads are done. */
final class DownloadSettings {
  private static final DownloadOptions DEFAULT = DownloadOptions.DEFAULT;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Another mirror to download from: files are at URL/NAME. May be given several times;"
              + " they take turns, and then comes upstream.")
  private List<String> mirrors = new ArrayList<>();

  @Option(
      names = "--prefer",
      paramLabel = "WHO",
      defaultValue = "mirrors",
      description = "Who is asked first: mirrors or upstream. Default: mirrors.")
  private String prefer = "mirrors";

  @Option(
      names = "--downloads",
      paramLabel = "N",
      description = "Downloads at once. Default: ${DEFAULT-VALUE}.")
  private int atOnce = DEFAULT.atOnce();

  @Option(
      names = "--per-host",
      paramLabel = "N",
      description = "Downloads at once from one host. Default: ${DEFAULT-VALUE}.")
  private int perHost = DEFAULT.perHost();

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description =
          "How often a server that fails is asked for a file, with growing waits. Default:"
              + " ${DEFAULT-VALUE}.")
  private int attempts = DEFAULT.attempts();

  @Option(
      names = "--max-size",
      paramLabel = "MIB",
      description = "The longest download that is taken. Default: ${DEFAULT-VALUE}.")
  private long maxMebibytes = DEFAULT.maxBytes() >> 20;

  DownloadOptions toOptions() throws InvalidInputException {
    requirePositive("--downloads", atOnce);
    requirePositive("--per-host", perHost);
    requirePositive("--attempts", attempts);
    requirePositive("--max-size", maxMebibytes);
    if (!prefer.equals("mirrors") && !prefer.equals("upstream")) {
      throw new InvalidInputException("--prefer is mirrors or upstream, not " + prefer, null);
    }
    long maxBytes = Math.min(maxMebibytes, Long.MAX_VALUE >> 20) << 20;
    return new DownloadOptions(
        mirrors,
        prefer.equals("upstream"),
        atOnce,
        perHost,
        attempts,
        DEFAULT.firstWait(),
        maxBytes);
  }

  private static void requirePositive(String option, long value) throws InvalidInputException {
    if (value < 1) {
      throw new InvalidInputException(option + " is at least 1, not " + value, null);
    }
  }
}
