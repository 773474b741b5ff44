package org.gitsnapshot.mirror;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.request.MirrorRequest;

/**
 * Gets what is wanted, many at once: first it is looked at what is there, then downloads and builds
 * go side by side, for they wait for different things. Used once, by one thread.
 */
final class Workers {
  private final MirrorRequest request;
  private final LookAtWanted looks;
  private final MakeWanted makes;
  private final Progress progress;
  private final Consumer<MirrorFileReport> done;

  Workers(
      MirrorRequest request,
      LookAtWanted looks,
      MakeWanted makes,
      Progress progress,
      Consumer<MirrorFileReport> done) {
    this.request = request;
    this.looks = looks;
    this.makes = makes;
    this.progress = progress;
    this.done = done;
  }

  /** Hears what is about to be made, before any of it is. */
  interface Foreseen {
    /** Takes the names of files, with the digests they will have where that is known. */
    void files(Map<String, Optional<Digest>> files) throws IOException;
  }

  /**
   * Returns what came of everything, when nothing of the work goes on.
   *
   * @throws IOException what {@code foreseen} throws; nothing was made then
   * @throws InterruptedIOException if the thread is interrupted, which ends those at work too
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
        running.add(
            (isDownload ? downloading : building)
                .submit(
                    () -> {
                      Outcomes outcomes = told(makes.run(looked));
                      progress.done(looked.wanted().name());
                      return outcomes;
                    }));
      }
      for (Future<Outcomes> one : running) {
        all.add(await(one));
      }
    } finally {
      end(downloading, building);
    }
    return all;
  }

  private List<Looked> look(List<Wanted> items) throws InterruptedIOException {
    ExecutorService looking = pool(Runtime.getRuntime().availableProcessors(), "look");
    try {
      List<Future<Looked>> running = new ArrayList<>();
      for (Wanted wanted : items) {
        running.add(
            looking.submit(
                () -> {
                  Looked looked = looks.run(wanted);
                  if (looked.standing().missing().isEmpty()) {
                    progress.done(wanted.name());
                  }
                  Outcomes unused = told(looked.outcomes());
                  return looked;
                }));
      }
      List<Looked> all = new ArrayList<>();
      for (Future<Looked> one : running) {
        all.add(await(one));
      }
      return all;
    } finally {
      end(looking);
    }
  }

  private static List<String> names(List<MirrorFileReport> reports) {
    return reports.stream().map(MirrorFileReport::name).toList();
  }

  private Outcomes told(Outcomes outcomes) {
    outcomes.reports().forEach(done);
    return outcomes;
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

  /** Ends what has no end yet, and waits for it: nobody hears of it after the return. */
  private static void end(ExecutorService... pools) {
    for (ExecutorService pool : pools) {
      List<Runnable> unused = pool.shutdownNow();
    }
    for (ExecutorService pool : pools) {
      Uninterruptibles.awaitTerminationUninterruptibly(pool);
    }
  }

  private static <T> T await(Future<T> future) throws InterruptedIOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the mirror was made");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
