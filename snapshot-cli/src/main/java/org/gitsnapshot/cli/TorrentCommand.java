package org.gitsnapshot.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.MirrorList;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.request.TorrentRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot torrent}. */
@Command(
    name = "torrent",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Make the one .torrent of a mirror's files, or check files against a .torrent.",
      "",
      "The same files give the same infohashes to anybody: of a mirror, the files of its"
          + " manifest.json and none of its lists; of another directory, all files but such lists."
          + " Trackers and web seeds are outside of the infohash.",
      "",
      "With --check, the first argument is the .torrent and the second, if there is one, where the"
          + " files are; 1 if one is missing or differs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot torrent /srv/mirror --mirrors mirrors.toml",
      "  snapshot torrent /srv/mirror --web-seed https://mirror.example.org/distfiles/",
      "  snapshot torrent --check distfiles.torrent Downloads"
    })
final class TorrentCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final FileOptions shared = new FileOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "DEST",
      description =
          "The mirror's directory, any other directory, or files; with --check, the .torrent and"
              + " the directory of the files.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = "--check",
      description =
          "Make nothing: compare files with a .torrent, and name what differs, is missing or more."
              + " Where the files are not said, they are beside the .torrent.")
  private boolean check;

  @Option(
      names = {"-o", "--output"},
      converter = PathArgument.AsFile.class,
      paramLabel = "FILE",
      description = "Write here. Default: NAME.torrent, in a mirror's directory or else here.")
  private @Nullable Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What the torrent and the directory that clients make are called; it changes the"
              + " infohash. Default: distfiles, or the name of the one file.")
  private @Nullable String name;

  @Option(
      names = "--web-seed",
      paramLabel = "URL",
      description =
          "A mirror that clients can download from, the URL under which the files are. May be given"
              + " several times.")
  private List<String> webSeeds = new ArrayList<>();

  @Option(
      names = "--mirrors",
      paramLabel = "TOML",
      description = "A file with a table [[mirror]] with a url for each mirror: more web seeds.")
  private @Nullable Path mirrorList;

  @Option(
      names = "--tracker",
      paramLabel = "URL[,URL…]",
      description =
          "A tracker, or several of one tier. May be given several times; each time is a tier.")
  private List<String> trackers = new ArrayList<>();

  @Option(
      names = "--piece-size",
      paramLabel = "BYTES",
      description =
          "A power of two from 16384 to 16777216; it changes the infohash. Default: the least by"
              + " which the files have at most 4096 pieces.")
  private @Nullable Long pieceSize;

  @Option(
      names = "--v1",
      description =
          "Make a torrent of v1 alone, without padding, for clients that cannot read v2, such as"
              + " transmission before 4.0. It has another infohash.")
  private boolean v1;

  @Option(
      names = "--include",
      paramLabel = "NAME",
      description =
          "Take in one of the lists, such as SHA256SUMS; it changes the infohash. May be given"
              + " several times.")
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--pad-files",
      description =
          "Put the padding into DEST/.pad as files that take no room, for clients that ask a web"
              + " seed for it. Not needed under snapshot serve.")
  private boolean padFiles;

  TorrentCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (inputs.isEmpty()) {
      throw new InvalidInputException(
          "there is no " + (check ? ".torrent" : "DEST"), "see snapshot torrent --help");
    }
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 0);
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      return check ? check(derivations, progress) : make(derivations, progress);
    }
  }

  private int make(Derivations derivations, ProgressLine progress) throws IOException {
    List<List<String>> tiers = new ArrayList<>();
    for (String tier : trackers) {
      tiers.add(List.of(tier.split(",")));
    }
    TorrentReport report =
        derivations.torrent(
            new TorrentRequest(
                inputs,
                include,
                Optional.ofNullable(name),
                v1 ? TorrentRequest.Form.V1 : TorrentRequest.Form.HYBRID,
                Optional.ofNullable(pieceSize),
                seeds(),
                tiers,
                Optional.ofNullable(output),
                padFiles));
    progress.stop();
    if (shared.json()) {
      TorrentJson.made(terminal.out(), report);
    } else {
      TorrentPrinter.made(terminal.out(), report);
    }
    return ExitCode.DONE.code();
  }

  private int check(Derivations derivations, ProgressLine progress) throws IOException {
    if (inputs.size() > 2) {
      throw new InvalidInputException(
          "--check takes a .torrent and one directory, not " + inputs.size() + " paths",
          "see snapshot torrent --help");
    }
    Optional<Path> place = inputs.size() == 2 ? Optional.of(inputs.get(1)) : Optional.empty();
    TorrentCheckReport report = derivations.checkTorrent(inputs.get(0), place);
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
    List<String> seeds = new ArrayList<>(webSeeds);
    if (mirrorList != null) {
      for (URI mirror : MirrorList.read(mirrorList)) {
        String url = mirror.toString();
        seeds.add(url.endsWith("/") ? url : url + "/");
      }
    }
    return seeds;
  }
}
