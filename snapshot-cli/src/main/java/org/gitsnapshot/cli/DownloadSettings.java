package org.gitsnapshot.cli;

import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.request.DownloadOptions;
import picocli.CommandLine.Model.CommandSpec;

/** How downloads are done. */
final class DownloadSettings {
  private static final DownloadOptions DEFAULT = DownloadOptions.DEFAULT;

  private final Argument<List<String>> mirrors =
      Argument.texts("--mirror")
          .label("URL")
          .says(
              "Another mirror to download from: files are at URL/NAME. May be given several times;"
                  + " they take turns, and then comes upstream.");

  private final Argument<String> prefer =
      Argument.text("--prefer")
          .label("WHO")
          .otherwise("mirrors")
          .says("Who is asked first: mirrors or upstream. Default: mirrors.");

  private final Argument<Integer> atOnce =
      Argument.number("--downloads")
          .label("N")
          .otherwise(DEFAULT.atOnce())
          .says("Downloads at once. Default: " + DEFAULT.atOnce() + ".");

  private final Argument<Integer> perHost =
      Argument.number("--per-host")
          .label("N")
          .otherwise(DEFAULT.perHost())
          .says("Downloads at once from one host. Default: " + DEFAULT.perHost() + ".");

  private final Argument<Integer> attempts =
      Argument.number("--attempts")
          .label("N")
          .otherwise(DEFAULT.attempts())
          .says(
              "How often a server that fails is asked for a file, with growing waits. Default: "
                  + DEFAULT.attempts()
                  + ".");

  private final Argument<Long> maxMebibytes =
      Argument.longNumber("--max-size")
          .label("MIB")
          .otherwise(DEFAULT.maxBytes() >> 20)
          .says("The longest download that is taken. Default: " + (DEFAULT.maxBytes() >> 20) + ".");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, mirrors, prefer, atOnce, perHost, attempts, maxMebibytes);
  }

  DownloadOptions toOptions() throws InvalidInputException {
    requirePositive("--downloads", atOnce.get());
    requirePositive("--per-host", perHost.get());
    requirePositive("--attempts", attempts.get());
    requirePositive("--max-size", maxMebibytes.get());
    if (!prefer.get().equals("mirrors") && !prefer.get().equals("upstream")) {
      throw new InvalidInputException("--prefer is mirrors or upstream, not " + prefer.get(), null);
    }
    long maxBytes = Math.min(maxMebibytes.get(), Long.MAX_VALUE >> 20) << 20;
    return new DownloadOptions(
        mirrors.get(),
        prefer.get().equals("upstream"),
        atOnce.get(),
        perHost.get(),
        attempts.get(),
        DEFAULT.firstWait(),
        maxBytes);
  }

  private static void requirePositive(String option, long value) throws InvalidInputException {
    if (value < 1) {
      throw new InvalidInputException(option + " is at least 1, not " + value, null);
    }
  }
}
