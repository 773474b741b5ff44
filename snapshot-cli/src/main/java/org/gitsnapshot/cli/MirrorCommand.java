package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.MirrorSources;
import org.gitsnapshot.request.Shard;
import org.gitsnapshot.request.StepSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot mirror}. */
final class MirrorCommand implements Subcommand {
  private final Terminal terminal;

  private final Argument<Path> destination =
      Argument.path()
          .label("DEST")
          .says("The directory that is published; made when it does not exist.");

  private final Argument<List<String>> patterns =
      Argument.texts("--sources")
          .label("PATTERN")
          .says(
              "Files of sources, in quotes, or the directory of the steps. May be given several"
                  + " times.");

  private final Argument<List<Path>> pinFiles =
      Argument.paths("--pins")
          .label("FILE")
          .says("A file of pins (TOML). May be given several times.");

  private final Argument<String> set =
      Argument.text("--sources-set")
          .label("SET")
          .says(
              "Only the steps that steps/manifest builds: all of them, or those pre-network."
                  + " Default: every file that matches.");

  private final Argument<Boolean> externalSources =
      Argument.flag("--external-sources")
          .says(
              "Everything that is built, gathered up front: --sources-set all, and an end that says"
                  + " whether it is complete.");

  private final Argument<Boolean> checkOnly =
      Argument.flag("--check-only")
          .says(
              "Only look whether everything is there: no network, nothing written, exit code 1 if"
                  + " not.");

  private final Argument<Path> state =
      Argument.path("--state")
          .label("DIR")
          .says(
              "What is remembered and not published: digests, broken-off downloads, wrong files."
                  + " Default: DEST.state beside DEST.");

  private final Argument<String> shard =
      Argument.text("--shard")
          .label("I/N")
          .says(
              "Do one of N parts of the work, the same on every machine, with a state of its own.");

  private final Argument<Integer> jobs =
      Argument.number("-j", "--jobs")
          .label("N")
          .otherwise(PinFiles.defaultJobs())
          .says("Snapshots to build at once. Default: one for each processor, at most 4.");

  private final Argument<Boolean> rehash =
      Argument.flag("--rehash")
          .says("Read every file again, also those that have not changed by size and time.");

  private final Argument<Boolean> prune =
      Argument.flag("--prune").says("Remove files of the mirror that are wanted no longer.");

  private final Argument<Path> key =
      Argument.path("--sign-key")
          .label("FILE")
          .says(
              "Sign SHA256SUMS with this private SSH key, for ssh-keygen -Y verify -n file. Its"
                  + " passphrase, if any, is in SNAPSHOT_KEY_PASSPHRASE.");

  private final DownloadSettings downloads = new DownloadSettings();
  private final BuildOptions shared = new BuildOptions();

  MirrorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Make a mirror of sources, or bring it up to date.",
            "",
            "Reads live-bootstrap's files of sources: builds every g line from its repository and"
                + " downloads every f line, under the same names and with the same SHA-256. Pins"
                + " may be mixed in. Publishes the files with SHA256SUMS, manifest.json and"
                + " index.html.",
            "",
            "A file appears whole and right, or not at all; what fails does not stop the rest. A"
                + " second run does nothing for what is good, and goes on where the first one broke"
                + " off.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot mirror --sources 'steps/*/sources' /srv/mirror",
            "  snapshot mirror --sources steps --sources-set pre-network distfiles",
            "  snapshot mirror --sources steps --mirror https://mirror.example.org/ --sign-key key"
                + " DEST",
            "  snapshot mirror --sources steps --external-sources --check-only distfiles",
            "  snapshot mirror --pins pins/live-bootstrap.toml --shard 1/4 part-1");
    Argument.addTo(
        command,
        destination,
        patterns,
        pinFiles,
        set,
        externalSources,
        checkOnly,
        state,
        shard,
        jobs,
        rehash,
        prune,
        key);
    downloads.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    List<Pin> pins = pinFiles.get().isEmpty() ? List.of() : PinFiles.read(pinFiles.get());
    MirrorRequest request = request();
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 0);
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      MirrorPrinter printer = new MirrorPrinter(terminal, progress, shared.json());
      MirrorReport report = mirrors.update(pins, request, printer::done);
      return printer.end(report, externalSources.get() || checkOnly.get()).code();
    }
  }

  private MirrorRequest request() throws InvalidInputException {
    if (!destination.isGiven()) {
      throw new InvalidInputException("there is no DEST", null);
    }
    if (jobs.get() < 1) {
      throw new InvalidInputException("--jobs is at least 1, not " + jobs.get(), null);
    }
    Optional<StepSet> steps = steps();
    if (steps.isPresent() && patterns.get().isEmpty()) {
      throw new InvalidInputException(
          (externalSources.get() ? "--external-sources" : "--sources-set")
              + " needs the files of sources of steps, and there are none",
          "name them with --sources 'steps/*/sources'");
    }
    Optional<Shard> part =
        !shard.isGiven() ? Optional.empty() : Optional.of(Shard.parse(shard.get()));
    Optional<String> passphrase =
        Optional.ofNullable(terminal.environment().get("SNAPSHOT_KEY_PASSPHRASE"));
    return new MirrorRequest(
        new MirrorSources(patterns.get(), steps, part),
        destination.get(),
        state.value(),
        checkOnly.get() ? MirrorRequest.Mode.CHECK : MirrorRequest.Mode.UPDATE,
        downloads.toOptions(),
        jobs.get(),
        rehash.get(),
        prune.get(),
        key.value().map(file -> new MirrorRequest.SigningKey(file, passphrase)));
  }

  private Optional<StepSet> steps() throws InvalidInputException {
    if (!set.isGiven()) {
      return externalSources.get() ? Optional.of(StepSet.ALL) : Optional.empty();
    }
    Optional<StepSet> steps = StepSet.ofLabel(set.get());
    if (steps.isEmpty() || (externalSources.get() && steps.get() != StepSet.ALL)) {
      throw new InvalidInputException(
          externalSources.get()
              ? "--external-sources is the set all, not " + set.get()
              : "no set of sources is called " + set.get(),
          "the sets are " + String.join(", ", StepSet.labels()));
    }
    return steps;
  }
}
