package org.gitsnapshot.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.pin.MirrorList;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot fetch}. */
final class FetchCommand implements Subcommand {
  private final Terminal terminal;

  private final NetworkOptions shared = new NetworkOptions();

  private final Argument<List<String>> names =
      Argument.texts().label("NAME").times("0..*").says("The files to fetch.");

  private final Argument<Boolean> all =
      Argument.flag("--all").says("Fetch every file of the list.");

  private final Argument<List<String>> mirrors =
      Argument.texts("--mirror")
          .label("URL")
          .says("A mirror, the preferred first. May be given several times.");

  private final Argument<Path> mirrorList =
      Argument.path("--mirrors")
          .label("TOML")
          .says("A file with a table [[mirror]] with a url for each mirror.");

  private final Argument<Path> manifest =
      Argument.path("--manifest")
          .label("FILE")
          .says("Trust this list: a mirror's manifest.json, or a list as sha256sum writes it.");

  private final Argument<String> sha256 =
      Argument.text("--sha256")
          .label("DIGEST")
          .says("The digest of the one file that is asked for.");

  private final Argument<Integer> crossCheck =
      Argument.number("--cross-check")
          .label("N")
          .otherwise(3)
          .says("Take a part of each file from each of N mirrors. Default: 3.");

  private final Argument<String> spotCheck =
      Argument.text("--spot-check")
          .label("PERCENT")
          .says("Compare so much of each file with upstream, at random places, such as 5%.");

  private final Argument<Path> directory =
      Argument.path("-o", "--output")
          .label("DIR")
          .otherwise(Path.of("."))
          .says("Where the files go; made when it does not exist. Default: here.");

  private final Argument<Integer> jobs =
      Argument.number("-j", "--jobs")
          .label("N")
          .otherwise(4)
          .says("How many files at once. Default: 4.");

  FetchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Fetch files from mirrors that need not be trusted.",
            "",
            "Each of several mirrors gives a part of a file. When the whole is not right, the"
                + " mirror that lied is found, named and left, and the file comes from the rest. A"
                + " file appears under its name with the right digest, or not at all.",
            "",
            "Which digest is right, --sha256 or --manifest says; without them, what most of the"
                + " mirrors say is taken.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot fetch --all --mirrors mirrors.toml --manifest SHA256SUMS -o distfiles",
            "  snapshot fetch gnulib-8e128e.tar.gz --mirror http://a.example/ --mirror"
                + " http://b.example/");
    shared.addTo(command);
    Argument.addTo(
        command,
        names,
        all,
        mirrors,
        mirrorList,
        manifest,
        sha256,
        crossCheck,
        spotCheck,
        directory,
        jobs);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    FetchRequest request = request();
    try (ProgressLine progress =
            ProgressLine.of(terminal, shared, Math.max(1, names.get().size()));
        Mirrors opened = Mirrors.open(shared.toOptions(terminal, progress))) {
      FetchPrinter printer = new FetchPrinter(terminal, progress, shared.json());
      FetchSummary summary = opened.fetch(request, printer::done);
      return printer.end(summary).code();
    }
  }

  private FetchRequest request() throws IOException {
    if (all.get() == !names.get().isEmpty()) {
      throw new InvalidInputException(
          all.get() ? "--all and names exclude each other" : "no file is named",
          "name the files, or give --all");
    }
    if (sha256.isGiven() && manifest.isGiven()) {
      throw new InvalidInputException("--sha256 and --manifest exclude each other", null);
    }
    List<URI> urls = new ArrayList<>();
    for (String mirror : mirrors.get()) {
      urls.add(url(mirror));
    }
    if (mirrorList.isGiven()) {
      urls.addAll(MirrorList.read(mirrorList.get()));
    }
    try {
      return new FetchRequest(
          names.get(), urls, trust(), crossCheck.get(), fraction(), directory.get(), jobs.get());
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
    if (sha256.isGiven()) {
      try {
        return new Trust.ByDigest(new Digest(DigestAlgorithm.SHA256, sha256.get()));
      } catch (IllegalArgumentException malformed) {
        throw new InvalidInputException("--sha256: " + malformed.getMessage(), null);
      }
    }
    if (!manifest.isGiven()) {
      return new Trust.ByAgreement();
    }
    return manifest.get().toString().endsWith(".json")
        ? new Trust.ByManifest(manifest.get())
        : new Trust.ByChecksums(manifest.get());
  }

  private double fraction() throws InvalidInputException {
    if (!spotCheck.isGiven()) {
      return 0;
    }
    if (!spotCheck.get().matches("[0-9]{1,3}(\\.[0-9]{1,6})?%?")) {
      throw new InvalidInputException(
          "--spot-check is a percentage, not " + spotCheck.get(), "such as --spot-check 5%");
    }
    return Double.parseDouble(spotCheck.get().replace("%", "")) / 100;
  }
}
