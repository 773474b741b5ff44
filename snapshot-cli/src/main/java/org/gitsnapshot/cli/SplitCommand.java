package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.request.SplitRequest;
import org.gitsnapshot.request.StepSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot split}. */
@Command(
    name = "split",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Divide distfiles among media of a given size: few media, and the same ones for everybody.",
      "",
      "FILES is the directory of a mirror, or one with SHA256SUMS, a mirror's manifest.json, a"
          + " checksum list beside its files, or a list of sizes and names. With --order or --steps"
          + " a file that is needed earlier is never on a later medium. Without an output the"
          + " division is only printed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot split distfiles --size 4480MiB",
      "  snapshot split distfiles --size 256MiB --reserve 2MiB --block 4096 --link media/",
      "  snapshot split distfiles --size 256MiB --steps steps --tar media/",
      "  snapshot split distfiles --size 700MiB --order needed.txt --lists media/",
      "",
      "Sizes are bytes, or have KiB, MiB, GiB, kB, MB, GB behind them."
    })
final class SplitCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILES", description = "What is divided.")
  private Path files = Path.of("");

  @Option(names = "--size", required = true, paramLabel = "SIZE", description = "Of each medium.")
  private String size = "";

  @Option(
      names = "--reserve",
      paramLabel = "SIZE",
      description =
          "What each medium keeps for something else, such as its file system. Default: 0")
  private String reserve = "0";

  @Option(
      names = "--block",
      paramLabel = "SIZE",
      description = "Each file takes a whole number of blocks of this size. Default: 1")
  private String block = "1";

  @Option(
      names = "--per-file",
      paramLabel = "SIZE",
      description = "What each name takes besides, such as an inode. Default: 0")
  private String perFile = "0";

  @Option(
      names = "--copies",
      description =
          "Two files of the same bytes take their room twice, as where links are unknown.")
  private boolean copies;

  @Option(
      names = "--order",
      paramLabel = "FILE",
      description = "Names in the order of need, one a line, or a checksum list.")
  private @Nullable Path order;

  @Option(
      names = "--steps",
      converter = PathArgument.AsText.class,
      paramLabel = "PATTERN",
      description = "The order in which live-bootstrap's steps use their sources.")
  private @Nullable String steps;

  @Option(
      names = "--lists",
      paramLabel = "DIR",
      description = "Write for each medium a list of names and a checksum list.")
  private @Nullable Path lists;

  @Option(
      names = "--link",
      paramLabel = "DIR",
      description = "Make for each medium a directory of hard links, with SHA256SUMS.")
  private @Nullable Path link;

  @Option(
      names = "--copy",
      description = "With --link: copy a file that cannot be linked, as to another file system.")
  private boolean copy;

  @Option(
      names = "--tar",
      paramLabel = "DIR",
      description = "Make for each medium a tar, the same for everybody, with SHA256SUMS first.")
  private @Nullable Path tar;

  @Mixin private final SharedOptions shared = new SharedOptions();

  SplitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    SplitRequest request = new SplitRequest(files, order(), space(), output());
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      SplitReport report = derivations.split(request);
      progress.stop();
      new SplitPrinter(terminal, shared.json()).print(report, request.output());
    }
    return ExitCode.DONE.code();
  }

  private SplitRequest.Space space() throws InvalidInputException {
    try {
      return new SplitRequest.Space(
          ByteSize.parse("--size", size),
          ByteSize.parse("--reserve", reserve),
          ByteSize.parse("--block", block),
          ByteSize.parse("--per-file", perFile),
          copies);
    } catch (IllegalArgumentException absurd) {
      throw new InvalidInputException(
          String.valueOf(absurd.getMessage()), "see snapshot split --help");
    }
  }

  private Optional<SplitRequest.Order> order() throws InvalidInputException {
    if (order != null && steps != null) {
      throw new InvalidInputException("--order and --steps both say an order", "give one of them");
    }
    if (order != null) {
      return Optional.of(new SplitRequest.Listed(order));
    }
    return steps == null
        ? Optional.empty()
        : Optional.of(new SplitRequest.Steps(steps, StepSet.ALL));
  }

  private Optional<SplitRequest.Output> output() throws InvalidInputException {
    Optional<SplitRequest.Output> wanted = Optional.empty();
    int count = 0;
    for (SplitRequest.Kind kind : SplitRequest.Kind.values()) {
      Path directory =
          switch (kind) {
            case LISTS -> lists;
            case LINKS -> link;
            case TARS -> tar;
          };
      if (directory != null) {
        wanted = Optional.of(new SplitRequest.Output(kind, directory, copy));
        count++;
      }
    }
    if (count > 1) {
      throw new InvalidInputException(
          "one of --lists, --link and --tar at a time", "run it again for another");
    }
    if (copy && link == null) {
      throw new InvalidInputException("--copy goes with --link", null);
    }
    return wanted;
  }
}
