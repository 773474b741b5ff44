package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.MirrorSources;
import org.gitsnapshot.request.Shard;
import org.gitsnapshot.request.StepSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot mirror}. */
@Command(
    name = "mirror",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Make a mirror of sources, or bring it up to date.",
      "",
      "Reads live-bootstrap's files of sources: builds every g line from its repository and"
          + " downloads every f line, under the same names and with the same SHA-256. Pins may be"
          + " mixed in. Publishes the files with SHA256SUMS, manifest.json and index.html.",
      "",
      "A file appears whole and right, or not at all; what fails does not stop the rest. A second"
          + " run does nothing for what is good, and goes on where the first one broke off."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot mirror --sources 'steps/*/sources' /srv/mirror",
      "  snapshot mirror --sources steps --sources-set pre-network distfiles",
      "  snapshot mirror --sources steps --mirror https://mirror.example.org/ --sign-key key DEST",
      "  snapshot mirror --sources steps --external-sources --check-only distfiles",
      "  snapshot mirror --pins pins/live-bootstrap.toml --shard 1/4 part-1"
    })
final class MirrorCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DEST",
      description = "The directory that is published; made when it does not exist.")
  private @Nullable Path destination;

  @Option(
      names = "--sources",
      converter = PathArgument.AsText.class,
      paramLabel = "PATTERN",
      description =
          "Files of sources, in quotes, or the directory of the steps. May be given several"
              + " times.")
  private List<String> patterns = new ArrayList<>();

  @Option(
      names = "--pins",
      paramLabel = "FILE",
      description = "A file of pins (TOML). May be given several times.")
  private List<Path> pinFiles = new ArrayList<>();

  @Option(
      names = "--sources-set",
      paramLabel = "SET",
      description =
          "Only the steps that steps/manifest builds: all of them, or those pre-network. Default:"
              + " every file that matches.")
  private @Nullable String set;

  @Option(
      names = "--external-sources",
      description =
          "Everything that is built, gathered up front: --sources-set all, and an end that says"
              + " whether it is complete.")
  private boolean externalSources;

  @Option(
      names = "--check-only",
      description =
          "Only look whether everything is there: no network, nothing written, exit code 1 if"
              + " not.")
  private boolean checkOnly;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "What is remembered and not published: digests, broken-off downloads, wrong files."
              + " Default: DEST.state beside DEST.")
  private @Nullable Path state;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Do one of N parts of the work, the same on every machine, with a state of its own.")
  private @Nullable String shard;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Snapshots to build at once. Default: one for each processor, at most 4.")
  private int jobs = PinFiles.defaultJobs();

  @Option(
      names = "--rehash",
      description = "Read every file again, also those that have not changed by size and time.")
  private boolean rehash;

  @Option(names = "--prune", description = "Remove files of the mirror that are wanted no longer.")
  private boolean prune;

  @Option(
      names = "--sign-key",
      paramLabel = "FILE",
      description =
          "Sign SHA256SUMS with this private SSH key, for ssh-keygen -Y verify -n file. Its"
              + " passphrase, if any, is in SNAPSHOT_KEY_PASSPHRASE.")
  private @Nullable Path key;

  @Mixin private final DownloadSettings downloads = new DownloadSettings();
  @Mixin private final BuildOptions shared = new BuildOptions();

  MirrorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Pin> pins = pinFiles.isEmpty() ? List.of() : PinFiles.read(pinFiles);
    MirrorRequest request = request();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 0);
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      MirrorPrinter printer = new MirrorPrinter(terminal, progress, shared.json());
      MirrorReport report = mirrors.update(pins, request, printer::done);
      return printer.end(report, externalSources || checkOnly).code();
    }
  }

  private MirrorRequest request() throws InvalidInputException {
    if (destination == null) {
      throw new InvalidInputException("there is no DEST", null);
    }
    if (jobs < 1) {
      throw new InvalidInputException("--jobs is at least 1, not " + jobs, null);
    }
    Optional<StepSet> steps = steps();
    if (steps.isPresent() && patterns.isEmpty()) {
      throw new InvalidInputException(
          (externalSources ? "--external-sources" : "--sources-set")
              + " needs the files of sources of steps, and there are none",
          "name them with --sources 'steps/*/sources'");
    }
    Optional<Shard> part = shard == null ? Optional.empty() : Optional.of(Shard.parse(shard));
    Optional<String> passphrase =
        Optional.ofNullable(terminal.environment().get("SNAPSHOT_KEY_PASSPHRASE"));
    return new MirrorRequest(
        new MirrorSources(patterns, steps, part),
        destination,
        Optional.ofNullable(state),
        checkOnly ? MirrorRequest.Mode.CHECK : MirrorRequest.Mode.UPDATE,
        downloads.toOptions(),
        jobs,
        rehash,
        prune,
        Optional.ofNullable(key).map(file -> new MirrorRequest.SigningKey(file, passphrase)));
  }

  private Optional<StepSet> steps() throws InvalidInputException {
    if (set == null) {
      return externalSources ? Optional.of(StepSet.ALL) : Optional.empty();
    }
    Optional<StepSet> steps = StepSet.ofLabel(set);
    if (steps.isEmpty() || (externalSources && steps.get() != StepSet.ALL)) {
      throw new InvalidInputException(
          externalSources
              ? "--external-sources is the set all, not " + set
              : "no set of sources is called " + set,
          "the sets are " + String.join(", ", StepSet.labels()));
    }
    return steps;
  }
}
