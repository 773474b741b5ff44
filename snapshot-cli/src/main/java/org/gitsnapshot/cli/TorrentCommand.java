package org.gitsnapshot.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.MirrorList;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.request.TorrentRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot torrent}. */
final class TorrentCommand implements Subcommand {
  private final Terminal terminal;

  private final FileOptions shared = new FileOptions();

  private final Argument<List<Path>> inputs =
      Argument.paths()
          .label("DEST")
          .times("0..*")
          .says(
              "The mirror's directory, any other directory, or files; with --check, the .torrent"
                  + " and the directory of the files.");

  private final Argument<Boolean> check =
      Argument.flag("--check")
          .says(
              "Make nothing: compare files with a .torrent, and name what differs, is missing or"
                  + " more. Where the files are not said, they are beside the .torrent.");

  private final Argument<Path> output =
      Argument.path("-o", "--output")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says("Write here. Default: NAME.torrent, in a mirror's directory or else here.");

  private final Argument<String> name =
      Argument.text("--name")
          .label("NAME")
          .says(
              "What the torrent and the directory that clients make are called; it changes the"
                  + " infohash. Default: distfiles, or the name of the one file.");

  private final Argument<List<String>> webSeeds =
      Argument.texts("--web-seed")
          .label("URL")
          .says(
              "A mirror that clients can download from, the URL under which the files are. May be"
                  + " given several times.");

  private final Argument<Path> mirrorList =
      Argument.path("--mirrors")
          .label("TOML")
          .says("A file with a table [[mirror]] with a url for each mirror: more web seeds.");

  private final Argument<List<String>> trackers =
      Argument.texts("--tracker")
          .label("URL[,URL…]")
          .says(
              "A tracker, or several of one tier. May be given several times; each time is a"
                  + " tier.");

  private final Argument<Long> pieceSize =
      Argument.longNumber("--piece-size")
          .label("BYTES")
          .says(
              "A power of two from 16384 to 16777216; it changes the infohash. Default: the least"
                  + " by which the files have at most 4096 pieces.");

  private final Argument<Boolean> v1 =
      Argument.flag("--v1")
          .says(
              "Make a torrent of v1 alone, without padding, for clients that cannot read v2, such"
                  + " as transmission before 4.0. It has another infohash.");

  private final Argument<List<String>> include =
      Argument.texts("--include")
          .label("NAME")
          .says(
              "Take in one of the lists, such as SHA256SUMS; it changes the infohash. May be given"
                  + " several times.");

  private final Argument<Boolean> padFiles =
      Argument.flag("--pad-files")
          .says(
              "Put the padding into DEST/.pad as files that take no room, for clients that ask a"
                  + " web seed for it. Not needed under snapshot serve.");

  TorrentCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Make the one .torrent of a mirror's files, or check files against a .torrent.",
            "",
            "The same files give the same infohashes to anybody: of a mirror, the files of its"
                + " manifest.json and none of its lists; of another directory, all files but such"
                + " lists. Trackers and web seeds are outside of the infohash.",
            "",
            "With --check, the first argument is the .torrent and the second, if there is one,"
                + " where the files are; 1 if one is missing or differs.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot torrent /srv/mirror --mirrors mirrors.toml",
            "  snapshot torrent /srv/mirror --web-seed https://mirror.example.org/distfiles/",
            "  snapshot torrent --check distfiles.torrent Downloads");
    shared.addTo(command);
    Argument.addTo(
        command,
        inputs,
        check,
        output,
        name,
        webSeeds,
        mirrorList,
        trackers,
        pieceSize,
        v1,
        include,
        padFiles);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    if (inputs.get().isEmpty()) {
      throw new InvalidInputException(
          "there is no " + (check.get() ? ".torrent" : "DEST"), "see snapshot torrent --help");
    }
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 0);
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      return check.get() ? check(derivations, progress) : make(derivations, progress);
    }
  }

  private int make(Derivations derivations, ProgressLine progress) throws IOException {
    List<List<String>> tiers = new ArrayList<>();
    for (String tier : trackers.get()) {
      tiers.add(List.of(tier.split(",")));
    }
    TorrentReport report =
        derivations.torrent(
            new TorrentRequest(
                inputs.get(),
                include.get(),
                name.value(),
                v1.get() ? TorrentRequest.Form.V1 : TorrentRequest.Form.HYBRID,
                pieceSize.value(),
                seeds(),
                tiers,
                output.value(),
                padFiles.get()));
    progress.stop();
    if (shared.json()) {
      TorrentJson.made(terminal.out(), report);
    } else {
      TorrentPrinter.made(terminal.out(), report);
    }
    return ExitCode.DONE.code();
  }

  private int check(Derivations derivations, ProgressLine progress) throws IOException {
    if (inputs.get().size() > 2) {
      throw new InvalidInputException(
          "--check takes a .torrent and one directory, not " + inputs.get().size() + " paths",
          "see snapshot torrent --help");
    }
    Optional<Path> place =
        inputs.get().size() == 2 ? Optional.of(inputs.get().get(1)) : Optional.empty();
    TorrentCheckReport report = derivations.checkTorrent(inputs.get().get(0), place);
    progress.stop();
    ExitCode code = report.good() ? ExitCode.DONE : ExitCode.DIFFERENT;
    if (shared.json()) {
      TorrentJson.checked(terminal.out(), report, code);
    } else {
      TorrentPrinter.checked(terminal.out(), report);
    }
    return code.code();
  }

  private List<String> seeds() throws IOException {
    List<String> seeds = new ArrayList<>(webSeeds.get());
    if (mirrorList.isGiven()) {
      for (URI mirror : MirrorList.read(mirrorList.get())) {
        String url = mirror.toString();
        seeds.add(url.endsWith("/") ? url : url + "/");
      }
    }
    return seeds;
  }
}
