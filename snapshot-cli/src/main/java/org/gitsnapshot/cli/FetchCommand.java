package org.gitsnapshot.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.pin.MirrorList;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot fetch}. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Fetch files from mirrors that need not be trusted.",
      "",
      "Each of several mirrors gives a part of a file. When the whole is not right, the mirror that"
          + " lied is found, named and left, and the file comes from the rest. A file appears under"
          + " its name with the right digest, or not at all.",
      "",
      "Which digest is right, --sha256 or --manifest says; without them, what most of the mirrors"
          + " say is taken."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot fetch --all --mirrors mirrors.toml --manifest SHA256SUMS -o distfiles",
      "  snapshot fetch gnulib-8e128e.tar.gz --mirror http://a.example/ --mirror http://b.example/"
    })
final class FetchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final NetworkOptions shared = new NetworkOptions();

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The files to fetch.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "Fetch every file of the list.")
  private boolean all;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "A mirror, the preferred first. May be given several times.")
  private List<String> mirrors = new ArrayList<>();

  @Option(
      names = "--mirrors",
      paramLabel = "TOML",
      description = "A file with a table [[mirror]] with a url for each mirror.")
  private @Nullable Path mirrorList;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Trust this list: a mirror's manifest.json, or a list as sha256sum writes it.")
  private @Nullable Path manifest;

  @Option(
      names = "--sha256",
      paramLabel = "DIGEST",
      description = "The digest of the one file that is asked for.")
  private @Nullable String sha256;

  @Option(
      names = "--cross-check",
      paramLabel = "N",
      defaultValue = "3",
      description = "Take a part of each file from each of N mirrors. Default: 3.")
  private int crossCheck = 3;

  @Option(
      names = "--spot-check",
      paramLabel = "PERCENT",
      description = "Compare so much of each file with upstream, at random places, such as 5%%.")
  private @Nullable String spotCheck;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the files go; made when it does not exist. Default: here.")
  private Path directory = Path.of(".");

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "4",
      description = "How many files at once. Default: 4.")
  private int jobs = 4;

  FetchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FetchRequest request = request();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, Math.max(1, names.size()));
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      FetchPrinter printer = new FetchPrinter(terminal, progress, shared.json());
      FetchSummary summary = mirrors.fetch(request, printer::done);
      return printer.end(summary).code();
    }
  }

  private FetchRequest request() throws IOException {
    if (all == !names.isEmpty()) {
      throw new InvalidInputException(
          all ? "--all and names exclude each other" : "no file is named",
          "name the files, or give --all");
    }
    if (sha256 != null && manifest != null) {
      throw new InvalidInputException("--sha256 and --manifest exclude each other", null);
    }
    List<URI> urls = new ArrayList<>();
    for (String mirror : mirrors) {
      urls.add(url(mirror));
    }
    if (mirrorList != null) {
      urls.addAll(MirrorList.read(mirrorList));
    }
    try {
      return new FetchRequest(names, urls, trust(), crossCheck, fraction(), directory, jobs);
    } catch (IllegalArgumentException wrong) {
      throw new InvalidInputException(
          String.valueOf(wrong.getMessage()), "see snapshot fetch --help");
    }
  }

  private static URI url(String text) throws InvalidInputException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidInputException(
          "not a URL: " + SafeText.url(text), "write http://HOST/PATH/");
    }
  }

  private Trust trust() throws InvalidInputException {
    if (sha256 != null) {
      try {
        return new Trust.ByDigest(new Digest(DigestAlgorithm.SHA256, sha256));
      } catch (IllegalArgumentException malformed) {
        throw new InvalidInputException("--sha256: " + malformed.getMessage(), null);
      }
    }
    if (manifest == null) {
      return new Trust.ByAgreement();
    }
    return manifest.toString().endsWith(".json")
        ? new Trust.ByManifest(manifest)
        : new Trust.ByChecksums(manifest);
  }

  private double fraction() throws InvalidInputException {
    if (spotCheck == null) {
      return 0;
    }
    if (!spotCheck.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%?")) {
      throw new InvalidInputException(
          "--spot-check is a percentage, not " + spotCheck, "such as --spot-check 5%");
    }
    return Double.parseDouble(spotCheck.replace("%", "")) / 100;
  }
}
