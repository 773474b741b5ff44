package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.request.MirrorRequest;

/**
 * Gets what is wanted, many at once: first it is looked at what is there, then downloads and builds
 * go side by side, for they wait for different things. Used once, by one thread.
 */
final class Workers {
  private final MirrorRequest request;
  private final Inventory inventory;
  private final Downloads downloads;
  private final BuiltSnapshots snapshots;
  private final StateDirectory state;
  private final Destination destination;
  private final Progress progress;
  private final Consumer<MirrorFileReport> done;

  Workers(
      MirrorRequest request,
      Inventory inventory,
      Downloads downloads,
      BuiltSnapshots snapshots,
      StateDirectory state,
      Destination destination,
      Progress progress,
      Consumer<MirrorFileReport> done) {
    this.request = request;
    this.inventory = inventory;
    this.downloads = downloads;
    this.snapshots = snapshots;
    this.state = state;
    this.destination = destination;
    this.progress = progress;
    this.done = done;
  }

  /**
   * What came of one thing that was wanted.
   *
   * @param reports one for each of its files
   * @param files what the manifest is to tell of those that are there
   * @param notes what an operator should know
   */
  record Outcomes(List<MirrorFileReport> reports, List<MirrorFile> files, List<String> notes) {}

  /** What one thing needs. */
  private interface Step {
    Outcomes run(Looked looked) throws IOException;
  }

  /**
   * A thing that was looked at.
   *
   * @param standing what there is of it; what is missing is to be made or downloaded
   * @param outcomes what came of all but what is missing
   */
  private record Looked(Wanted wanted, Inventory.Standing standing, Outcomes outcomes) {}

  /** Hears what is about to be made, before any of it is. */
  interface Foreseen {
    /** Takes the names of files, with the digests they will have where that is known. */
    void files(Map<String, Optional<Digest>> files) throws IOException;
  }

  /**
   * Returns what came of everything.
   *
   * @throws IOException what {@code foreseen} throws; nothing was made then
   */
  List<Outcomes> run(List<Wanted> items, Foreseen foreseen) throws IOException {
    List<Outcomes> all = new ArrayList<>();
    List<Looked> missing = new ArrayList<>();
    for (Looked looked : look(items)) {
      all.add(looked.outcomes());
      if (!looked.standing().missing().isEmpty()) {
        missing.add(looked);
      }
    }
    Map<String, Optional<Digest>> files = new HashMap<>();
    for (Looked looked : missing) {
      files.putAll(looked.wanted().files());
      files.keySet().removeAll(names(looked.outcomes().reports()));
    }
    foreseen.files(files);
    ExecutorService downloading = pool(request.downloads().atOnce(), "download");
    ExecutorService building = pool(request.builds(), "build");
    try {
      List<Future<Outcomes>> running = new ArrayList<>();
      for (Looked looked : missing) {
        boolean isDownload = looked.wanted() instanceof Wanted.Downloaded;
        Step step = isDownload ? this::download : this::build;
        running.add(
            (isDownload ? downloading : building)
                .submit(
                    () -> {
                      Outcomes outcomes = told(attempt(looked, step));
                      progress.done(looked.wanted().name());
                      return outcomes;
                    }));
      }
      running.forEach(one -> all.add(await(one)));
    } finally {
      downloading.shutdownNow();
      building.shutdownNow();
    }
    return all;
  }

  private List<Looked> look(List<Wanted> items) {
    ExecutorService looking = pool(Runtime.getRuntime().availableProcessors(), "look");
    try {
      List<Future<Looked>> running = new ArrayList<>();
      for (Wanted wanted : items) {
        running.add(
            looking.submit(
                () -> {
                  Looked looked = attemptToLook(wanted);
                  if (looked.standing().missing().isEmpty()) {
                    progress.done(wanted.name());
                  }
                  Outcomes unused = told(looked.outcomes());
                  return looked;
                }));
      }
      return running.stream().map(Workers::await).toList();
    } finally {
      looking.shutdownNow();
    }
  }

  private Looked attemptToLook(Wanted wanted) {
    try {
      return look(wanted);
    } catch (Throwable e) {
      Inventory.Standing nothingToDo =
          new Inventory.Standing(List.of(), List.of(), List.of(), Map.of());
      return new Looked(wanted, nothingToDo, failed(wanted.files().keySet(), Explanation.of(e)));
    }
  }

  /** A wrong file is moved away at once, and is missing then. */
  private Looked look(Wanted wanted) {
    Inventory.Standing standing = inventory.of(wanted);
    List<String> missing = new ArrayList<>(standing.missing());
    Map<String, Explanation> faults = new LinkedHashMap<>(standing.faults());
    List<String> notes = new ArrayList<>();
    for (Inventory.Wrong wrong : standing.wrong()) {
      String name = wrong.name();
      String reason = name + " was in the mirror, and " + wrong.message();
      try {
        Path place = state.setAside(destination.resolve(name), name, wrong.sha256(), reason);
        notes.add(reason + "; it is now " + place);
        missing.add(name);
      } catch (IOException e) {
        faults.put(name, Explanation.of(e));
      }
    }
    List<MirrorFileReport> reports = new ArrayList<>(there(standing.good(), Outcome.GOOD));
    faults.forEach((name, why) -> reports.addAll(failed(List.of(name), why).reports()));
    return new Looked(
        wanted,
        new Inventory.Standing(standing.good(), List.of(), missing, faults),
        new Outcomes(reports, standing.good(), notes));
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
      return new Outcomes(there(files, Outcome.DOWNLOADED), files, List.of());
    }
    Downloads.Nowhere nowhere = (Downloads.Nowhere) result;
    return not(
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
      List<MirrorFileReport> reports = new ArrayList<>(there(result.files(), Outcome.MADE));
      manifest(looked).ifPresent(reports::add);
      result
          .failures()
          .forEach((name, why) -> reports.addAll(failed(List.of(name), why).reports()));
      return new Outcomes(reports, result.files(), List.of());
    }
    PinReport report = result.report();
    if (report.verdict() == Verdict.DIFFERENT) {
      return not(
          looked.standing().missing(),
          Outcome.WRONG,
          result.origin() + ": " + report.message().orElse("it is not what was promised"),
          Optional.of(
              "see "
                  + looked.wanted().position()
                  + ": its digest, or what its reference leads to now, is not what was meant; what"
                  + " was made is not kept"));
    }
    return not(
        looked.standing().missing(),
        Outcome.FAILED,
        report.message().orElse("it could not be built"),
        report.hint());
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

  private static List<MirrorFileReport> there(List<MirrorFile> files, Outcome outcome) {
    return files.stream()
        .map(
            file ->
                MirrorFileReport.there(
                    file.name(), outcome, file.size(), Optional.of(Origins.text(file.origin()))))
        .toList();
  }

  private static Outcomes not(
      Collection<String> names, Outcome outcome, String message, Optional<String> hint) {
    List<MirrorFileReport> reports = new ArrayList<>();
    for (String name : names) {
      reports.add(MirrorFileReport.not(name, outcome, message, hint));
    }
    return new Outcomes(reports, List.of(), List.of());
  }

  private static Outcomes failed(Collection<String> names, Explanation why) {
    return not(names, Outcome.FAILED, why.message(), why.hint());
  }

  private static List<String> names(List<MirrorFileReport> reports) {
    return reports.stream().map(MirrorFileReport::name).toList();
  }

  private Outcomes told(Outcomes outcomes) {
    outcomes.reports().forEach(done);
    return outcomes;
  }

  private static Outcomes attempt(Looked looked, Step step) {
    try {
      return step.run(looked);
    } catch (Throwable e) {
      // Whatever it is, the others go on.
      return failed(looked.standing().missing(), Explanation.of(e));
    }
  }

  private static ExecutorService pool(int threads, String name) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
