package org.gitsnapshot.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
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
    Outcomes run(Wanted wanted) throws IOException;
  }

  /** A thing, and what is known of it so far: empty where there is work to do. */
  private record Looked(Wanted wanted, Outcomes outcomes) {}

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
      if (looked.outcomes().reports().isEmpty()) {
        missing.add(looked);
      }
    }
    Map<String, Optional<Digest>> files = new HashMap<>();
    missing.forEach(looked -> files.putAll(looked.wanted().files()));
    foreseen.files(files);
    ExecutorService downloading = pool(request.downloads().atOnce(), "download");
    ExecutorService building = pool(request.builds(), "build");
    try {
      List<Future<Outcomes>> running = new ArrayList<>();
      for (Looked looked : missing) {
        Wanted wanted = looked.wanted();
        boolean isDownload = wanted instanceof Wanted.Downloaded;
        running.add(
            (isDownload ? downloading : building)
                .submit(
                    () ->
                        finish(
                            wanted, attempt(wanted, isDownload ? this::download : this::build))));
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
                  Outcomes outcomes = attempt(wanted, this::look);
                  return new Looked(
                      wanted, outcomes.reports().isEmpty() ? outcomes : finish(wanted, outcomes));
                }));
      }
      return running.stream().map(Workers::await).toList();
    } finally {
      looking.shutdownNow();
    }
  }

  /** Returns no report where there is work to do. A wrong file is moved away at once. */
  private Outcomes look(Wanted wanted) throws IOException {
    List<String> notes = new ArrayList<>();
    while (true) {
      Inventory.Standing standing = inventory.of(wanted);
      if (standing instanceof Inventory.Wrong wrong) {
        String reason = wrong.name() + " was in the mirror, and " + wrong.message();
        notes.add(
            reason
                + "; it is now "
                + state.setAside(
                    destination.resolve(wrong.name()), wrong.name(), wrong.sha256(), reason));
      } else if (standing instanceof Inventory.Good good) {
        return new Outcomes(there(good.files(), Outcome.GOOD), good.files(), notes);
      } else {
        return new Outcomes(List.of(), List.of(), notes);
      }
    }
  }

  private Outcomes download(Wanted wanted) throws IOException {
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
        wanted,
        nowhere.wrong() ? Outcome.WRONG : Outcome.FAILED,
        nowhere.message(),
        Optional.of(nowhere.hint()));
  }

  private Outcomes build(Wanted wanted) throws IOException {
    BuiltSnapshots.Result result =
        wanted instanceof Wanted.Pinned pinned
            ? snapshots.build(pinned)
            : snapshots.build((Wanted.Referenced) wanted);
    if (!result.files().isEmpty()) {
      return new Outcomes(there(result.files(), Outcome.MADE), result.files(), List.of());
    }
    PinReport report = result.report();
    if (report.verdict() == Verdict.DIFFERENT) {
      return not(
          wanted,
          Outcome.WRONG,
          result.origin() + ": " + report.message().orElse("it is not what was promised"),
          Optional.of(
              "see "
                  + wanted.position()
                  + ": its digest, or what its reference leads to now, is not what was meant; what"
                  + " was made is not kept"));
    }
    return not(
        wanted, Outcome.FAILED, report.message().orElse("it could not be built"), report.hint());
  }

  private static List<MirrorFileReport> there(List<MirrorFile> files, Outcome outcome) {
    return files.stream()
        .map(
            file ->
                MirrorFileReport.there(
                    file.name(), outcome, file.size(), Optional.of(Origins.text(file.origin()))))
        .toList();
  }

  static Outcomes not(Wanted wanted, Outcome outcome, String message, Optional<String> hint) {
    List<MirrorFileReport> reports = new ArrayList<>();
    for (Map.Entry<String, Optional<Digest>> file : wanted.files().entrySet()) {
      reports.add(MirrorFileReport.not(file.getKey(), outcome, message, hint));
    }
    return new Outcomes(reports, List.of(), List.of());
  }

  private Outcomes finish(Wanted wanted, Outcomes outcomes) {
    progress.done(wanted.name());
    outcomes.reports().forEach(done);
    return outcomes;
  }

  private static Outcomes attempt(Wanted wanted, Step step) {
    try {
      return step.run(wanted);
    } catch (Throwable e) {
      // Whatever it is, the others go on.
      Explanation why = Explanation.of(e);
      return not(wanted, Outcome.FAILED, why.message(), why.hint());
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
