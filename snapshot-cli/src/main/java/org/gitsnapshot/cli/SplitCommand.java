package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.request.SplitRequest;
import org.gitsnapshot.request.StepSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot split}. */
final class SplitCommand implements Subcommand {
  private final Terminal terminal;

  private final Argument<Path> files = Argument.path().label("FILES").says("What is divided.");

  private final Argument<String> size =
      Argument.text("--size").label("SIZE").required().says("Of each medium.");

  private final Argument<String> reserve =
      Argument.text("--reserve")
          .label("SIZE")
          .otherwise("0")
          .says("What each medium keeps for something else, such as its file system. Default: 0");

  private final Argument<String> block =
      Argument.text("--block")
          .label("SIZE")
          .otherwise("1")
          .says("Each file takes a whole number of blocks of this size. Default: 1");

  private final Argument<String> perFile =
      Argument.text("--per-file")
          .label("SIZE")
          .otherwise("0")
          .says("What each name takes besides, such as an inode. Default: 0");

  private final Argument<Boolean> copies =
      Argument.flag("--copies")
          .says("Two files of the same bytes take their room twice, as where links are unknown.");

  private final Argument<Path> order =
      Argument.path("--order")
          .label("FILE")
          .says("Names in the order of need, one a line, or a checksum list.");

  private final Argument<String> steps =
      Argument.text("--steps")
          .label("PATTERN")
          .says("The order in which live-bootstrap's steps use their sources.");

  private final Argument<Path> lists =
      Argument.path("--lists")
          .label("DIR")
          .says("Write for each medium a list of names and a checksum list.");

  private final Argument<Path> link =
      Argument.path("--link")
          .label("DIR")
          .says("Make for each medium a directory of hard links, with SHA256SUMS.");

  private final Argument<Boolean> copy =
      Argument.flag("--copy")
          .says("With --link: copy a file that cannot be linked, as to another file system.");

  private final Argument<Path> tar =
      Argument.path("--tar")
          .label("DIR")
          .says("Make for each medium a tar, the same for everybody, with SHA256SUMS first.");

  private final SharedOptions shared = new SharedOptions();

  SplitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Divide distfiles among media of a given size: few media, and the same ones for"
                + " everybody.",
            "",
            "FILES is the directory of a mirror, or one with SHA256SUMS, a mirror's manifest.json,"
                + " a checksum list beside its files, or a list of sizes and names. With --order or"
                + " --steps a file that is needed earlier is never on a later medium. Without an"
                + " output the division is only printed.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot split distfiles --size 4480MiB",
            "  snapshot split distfiles --size 256MiB --reserve 2MiB --block 4096 --link media/",
            "  snapshot split distfiles --size 256MiB --steps steps --tar media/",
            "  snapshot split distfiles --size 700MiB --order needed.txt --lists media/",
            "",
            "Sizes are bytes, or have KiB, MiB, GiB, kB, MB, GB behind them.");
    Argument.addTo(
        command, files, size, reserve, block, perFile, copies, order, steps, lists, link, copy,
        tar);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    SplitRequest request = new SplitRequest(files.get(), order(), space(), output());
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
          ByteSize.parse("--size", size.get()),
          ByteSize.parse("--reserve", reserve.get()),
          ByteSize.parse("--block", block.get()),
          ByteSize.parse("--per-file", perFile.get()),
          copies.get());
    } catch (IllegalArgumentException absurd) {
      throw new InvalidInputException(
          String.valueOf(absurd.getMessage()), "see snapshot split --help");
    }
  }

  private Optional<SplitRequest.Order> order() throws InvalidInputException {
    if (order.isGiven() && steps.isGiven()) {
      throw new InvalidInputException("--order and --steps both say an order", "give one of them");
    }
    if (order.isGiven()) {
      return Optional.of(new SplitRequest.Listed(order.get()));
    }
    return steps.value().map(pattern -> new SplitRequest.Steps(pattern, StepSet.ALL));
  }

  private Optional<SplitRequest.Output> output() throws InvalidInputException {
    Optional<SplitRequest.Output> wanted = Optional.empty();
    int count = 0;
    for (SplitRequest.Kind kind : SplitRequest.Kind.values()) {
      Argument<Path> directory =
          switch (kind) {
            case LISTS -> lists;
            case LINKS -> link;
            case TARS -> tar;
          };
      if (directory.isGiven()) {
        wanted = Optional.of(new SplitRequest.Output(kind, directory.get(), copy.get()));
        count++;
      }
    }
    if (count > 1) {
      throw new InvalidInputException(
          "one of --lists, --link and --tar at a time", "run it again for another");
    }
    if (copy.get() && !link.isGiven()) {
      throw new InvalidInputException("--copy goes with --link", null);
    }
    return wanted;
  }
}
