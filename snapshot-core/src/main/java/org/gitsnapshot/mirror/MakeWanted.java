package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;

/** Makes what is missing of a thing: downloads it, or builds it. Thread-safe. */
final class MakeWanted {
  private final Downloads downloads;
  private final BuiltSnapshots snapshots;
  private final Inventory inventory;
  private final StateDirectory state;
  private final Destination destination;

  MakeWanted(
      Downloads downloads,
      BuiltSnapshots snapshots,
      Inventory inventory,
      StateDirectory state,
      Destination destination) {
    this.downloads = downloads;
    this.snapshots = snapshots;
    this.inventory = inventory;
    this.state = state;
    this.destination = destination;
  }

  /** Makes it; whatever goes wrong is told, and others go on. */
  Outcomes run(Looked looked) {
    Outcomes outcomes;
    try {
      outcomes = looked.wanted() instanceof Wanted.Downloaded ? download(looked) : build(looked);
    } catch (Throwable e) {
      outcomes = Outcomes.failed(looked.standing().missing(), Explanation.of(e));
    }
    return withUnreplaced(outcomes, looked.wanted());
  }

  /** A file that another was to replace, and that is there still, goes on being published. */
  private Outcomes withUnreplaced(Outcomes outcomes, Wanted wanted) {
    List<MirrorFile> files = new ArrayList<>(outcomes.files());
    List<String> notes = new ArrayList<>(outcomes.notes());
    for (MirrorFileReport report : outcomes.reports()) {
      if (!report.outcome().there()) {
        inventory
            .unreplaced(wanted, report.name())
            .ifPresent(
                file -> {
                  files.add(file);
                  notes.add(
                      file.name()
                          + " was not replaced; the file of an earlier run is still listed");
                });
      }
    }
    return new Outcomes(outcomes.reports(), files, notes);
  }

  private Outcomes download(Looked looked) throws IOException {
    Wanted wanted = looked.wanted();
    Downloads.Result result = downloads.get((Wanted.Downloaded) wanted);
    if (result instanceof Downloads.Right right) {
      List<MirrorFile> files =
          List.of(MirrorFile.of(wanted.name(), right.scanned(), right.origin()));
      Destination.force(right.file().file());
      Journal.Stamp stamp = Journal.Stamp.of(right.file().file()).orElseThrow();
      state
          .journal()
          .add(
              wanted.name(),
              new Journal.Line(stamp, right.scanned().sha256(), Optional.of(right.origin())));
      destination.place(right.file().file(), wanted.name());
      return new Outcomes(Outcomes.there(files, Outcome.DOWNLOADED), files, List.of());
    }
    Downloads.Nowhere nowhere = (Downloads.Nowhere) result;
    return Outcomes.not(
        looked.standing().missing(),
        nowhere.wrong() ? Outcome.WRONG : Outcome.FAILED,
        nowhere.message(),
        Optional.of(nowhere.hint()));
  }

  private Outcomes build(Looked looked) throws IOException {
    BuiltSnapshots.Result result =
        looked.wanted() instanceof Wanted.Pinned pinned
            ? snapshots.build(pinned, looked.standing())
            : snapshots.build((Wanted.Referenced) looked.wanted(), looked.standing());
    if (result.right()) {
      List<MirrorFileReport> reports =
          new ArrayList<>(Outcomes.there(result.files(), Outcome.MADE));
      manifest(looked).ifPresent(reports::add);
      result
          .failures()
          .forEach((name, why) -> reports.addAll(Outcomes.failed(List.of(name), why).reports()));
      return new Outcomes(reports, result.files(), List.of());
    }
    PinReport report = result.report();
    if (report.verdict() == Verdict.DIFFERENT) {
      return Outcomes.not(
          looked.standing().missing(),
          Outcome.WRONG,
          result.origin() + ": " + report.message().orElse("it is not what was promised"),
          Optional.of(
              "see "
                  + looked.wanted().position()
                  + ": its digest, what its reference leads to now, or "
                  + recipe(looked.wanted(), report)
                  + " is not what was meant; what was made is not kept"));
    }
    return Outcomes.not(
        looked.standing().missing(),
        Outcome.FAILED,
        report.message().orElse("it could not be built"),
        report.hint());
  }

  /** Tells how the first file that differs was made: that may be why. */
  private static String recipe(Wanted wanted, PinReport report) {
    String recipe =
        report.files().stream()
            .filter(file -> file.bytes() == Answer.DIFFERENT)
            .findFirst()
            .map(file -> " (" + file.recipe() + ")")
            .orElse("");
    return wanted instanceof Wanted.Referenced
        ? "the recipe, whose prefix has the repository's name" + recipe + ","
        : "the recipe" + recipe;
  }

  /** Returns the report of a snapshot's manifest where that alone was missing. */
  private Optional<MirrorFileReport> manifest(Looked looked) throws IOException {
    Optional<String> name =
        looked.wanted().manifestName().filter(looked.standing().missing()::contains);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    long size = Files.size(destination.resolve(name.get()));
    Origin origin = looked.standing().good().get(0).origin();
    return Optional.of(
        MirrorFileReport.there(name.get(), Outcome.MADE, size, Optional.of(Origins.text(origin))));
  }
}
