package org.gitsnapshot.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.http.ByteRange;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpFetchers;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MirrorFault;
import org.gitsnapshot.request.FetchRequest;

/** Gets files from mirrors: settles their digests, gets each, and compares some with upstream. */
public final class FetchFiles {
  /** Where there is another mirror, a slow one is left sooner than a server that is alone. */
  private static final Duration IMPATIENCE = Duration.ofSeconds(20);

  private static final long LEAST_RATE = 4 << 10;
  private static final RetryPolicy AGAIN_ONCE =
      new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(10));

  private final HttpFetcher http;
  private final RetryPolicy retry;
  private final Progress progress;

  /**
   * Returns one that is patient with one mirror, and less so with several.
   *
   * @throws InvalidInputException if a mirror has no URL of http or https
   */
  public static FetchFiles of(
      HttpFetchers fetchers,
      HttpOptions options,
      RetryPolicy retry,
      FetchRequest request,
      Progress progress)
      throws InvalidInputException {
    if (Mirror.distinct(request.mirrors()).size() == 1) {
      return new FetchFiles(fetchers.with(options), retry, progress);
    }
    HttpOptions impatient =
        options.withTimeout(impatience(options.timeout())).withMinBytesPerSecond(LEAST_RATE);
    int attempts = Math.min(retry.attempts(), AGAIN_ONCE.attempts());
    return new FetchFiles(fetchers.with(impatient), AGAIN_ONCE.withAttempts(attempts), progress);
  }

  /** Grows with the timeout, so that a longer one is of use with several mirrors too. */
  private static Duration impatience(Duration timeout) {
    Duration third = timeout.dividedBy(3);
    Duration some = third.compareTo(IMPATIENCE) > 0 ? third : IMPATIENCE;
    return timeout.compareTo(some) < 0 ? timeout : some;
  }

  FetchFiles(HttpFetcher http, RetryPolicy retry, Progress progress) {
    this.http = http;
    this.retry = retry;
    this.progress = progress;
  }

  /**
   * Runs a request. A file that fails does not stop the others.
   *
   * @param done hears of each file as it ends, from several threads
   * @throws SnapshotException if no file can be tried: the list at hand is wrong, no mirror says
   *     anything, or the directory cannot be written
   * @throws InterruptedIOException if the thread is interrupted, which ends what is under way
   */
  public FetchSummary run(FetchRequest request, Consumer<FetchReport> done) throws IOException {
    List<Mirror> mirrors = Mirror.distinct(request.mirrors());
    Directories.make(request.directory());
    ExecutorService threads = Executors.newCachedThreadPool(FetchFiles::thread);
    List<Future<FetchReport>> running = new ArrayList<>();
    try {
      MirrorManifests manifests = MirrorManifests.ask(mirrors, http, retry, threads);
      Catalogue catalogue = Catalogue.of(request, manifests, mirrors.size());
      if (!(request.trust() instanceof FetchRequest.Trust.ByDigest)) {
        Leftovers.removeUnwanted(request.directory(), catalogue.digests());
      }
      List<String> names = request.names().isEmpty() ? catalogue.names() : request.names();
      Semaphore jobs = new Semaphore(request.jobs());
      for (String name : new LinkedHashSet<>(names)) {
        Waiting.forTurn(jobs);
        running.add(
            threads.submit(
                () -> {
                  try {
                    FetchReport report = one(name, catalogue, request, mirrors, threads);
                    progress.done(name);
                    done.accept(report);
                    return report;
                  } finally {
                    jobs.release();
                  }
                }));
      }
      List<FetchReport> reports = new ArrayList<>();
      for (Future<FetchReport> each : running) {
        reports.add(Waiting.on(each));
      }
      List<MirrorFault> faults = new ArrayList<>(manifests.faults());
      faults.addAll(catalogue.faults());
      return new FetchSummary(catalogue.trust(), reports, faults);
    } finally {
      threads.shutdownNow();
      // Nobody hears of a file after the return.
      running.forEach(Waiting::forEnd);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fetch");
    thread.setDaemon(true);
    return thread;
  }

  private FetchReport one(
      String name,
      Catalogue catalogue,
      FetchRequest request,
      List<Mirror> mirrors,
      ExecutorService threads)
      throws InterruptedIOException {
    Map<Mirror, MirrorFault> faults = new ConcurrentHashMap<>();
    try {
      progress.stage(name, "fetching");
      Wanted wanted = catalogue.wanted(name);
      Path target = request.directory().resolve(name);
      boolean present = isThere(target, wanted);
      if (present) {
        Leftovers.removeOf(target, wanted.sha256());
      } else {
        get(wanted, target, request, mirrors, threads, faults);
      }
      SpotCheck.Result upstream =
          new SpotCheck.Result(FetchReport.Upstream.NOT_ASKED, Optional.empty());
      if (request.spotCheck() > 0) {
        progress.stage(name, "comparing with upstream");
        upstream =
            new SpotCheck(http, retry, request.spotCheck()).compare(target, wanted.origins());
      }
      return new FetchReport(
          name,
          present ? FetchReport.Outcome.PRESENT : FetchReport.Outcome.FETCHED,
          upstream.message(),
          ordered(mirrors, faults),
          upstream.answer());
    } catch (InterruptedIOException interrupted) {
      throw interrupted;
    } catch (Throwable e) {
      // Whatever it is, the other files go on.
      Explanation why = Explanation.of(e);
      String message =
          why.hint().map(hint -> why.message() + " (" + hint + ")").orElse(why.message());
      return new FetchReport(
          name,
          FetchReport.Outcome.FAILED,
          Optional.of(message),
          ordered(mirrors, faults),
          FetchReport.Upstream.NOT_ASKED);
    }
  }

  private static List<MirrorFault> ordered(List<Mirror> mirrors, Map<Mirror, MirrorFault> faults) {
    return mirrors.stream().filter(faults::containsKey).map(faults::get).toList();
  }

  static boolean isThere(Path target, Wanted wanted) throws IOException {
    if (!Files.isRegularFile(target)) {
      return false;
    }
    return ScannedFile.of(target).sha256().equals(wanted.sha256());
  }

  private void get(
      Wanted wanted,
      Path target,
      FetchRequest request,
      List<Mirror> mirrors,
      ExecutorService threads,
      Map<Mirror, MirrorFault> faults)
      throws IOException {
    List<Long> sizes =
        wanted.sizes().isEmpty() ? askSizes(wanted, mirrors, faults) : wanted.sizes();
    UnavailableException last =
        new UnavailableException(
            "no mirror gives " + wanted.name(), "the digest is " + wanted.sha256());
    for (long size : sizes) {
      // What does not have a size that proved wrong did nothing wrong.
      faults.values().removeIf(fault -> fault.kind() == MirrorFault.Kind.OTHER_FILE);
      try {
        new FileFetch(
                new RangeReader(http, retry),
                threads,
                mirrors,
                request.crossCheck(),
                wanted,
                size,
                target,
                faults)
            .run(() -> progress.stage(wanted.name(), "waiting for another fetch of it"));
        return;
      } catch (UnavailableException failure) {
        last = failure;
      }
    }
    throw last;
  }

  /**
   * Asks the mirrors for a size that no list gives, and returns what they say, most votes first.
   *
   * @param faults hears why each says nothing, if none says anything
   */
  private List<Long> askSizes(Wanted wanted, List<Mirror> mirrors, Map<Mirror, MirrorFault> faults)
      throws IOException {
    Map<Long, Integer> votes = new LinkedHashMap<>();
    Map<Mirror, MirrorFault> silent = new LinkedHashMap<>();
    for (Mirror mirror : mirrors) {
      if (mirror.usable()) {
        try {
          votes.merge(askSize(wanted.name(), mirror), 1, Integer::sum);
        } catch (MirrorFailure failure) {
          silent.put(mirror, failure.fault());
        }
      }
    }
    if (votes.isEmpty()) {
      faults.putAll(silent);
    }
    return votes.entrySet().stream()
        .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Asks for one byte, and where that does not tell the size, for the whole without reading it. */
  private long askSize(String name, Mirror mirror) throws MirrorFailure, IOException {
    try {
      OptionalLong size = askSize(name, mirror, Optional.of(new ByteRange(0, 1)));
      if (size.isPresent()) {
        return size.getAsLong();
      }
    } catch (HttpFailure failure) {
      if (!failure.refused()) {
        throw new MirrorFailure(mirror.fault(name, failure, false));
      }
    }
    try {
      OptionalLong size = askSize(name, mirror, Optional.empty());
      if (size.isPresent()) {
        return size.getAsLong();
      }
    } catch (HttpFailure failure) {
      throw new MirrorFailure(mirror.fault(name, failure, false));
    }
    throw new MirrorFailure(
        mirror.fault(MirrorFault.Kind.NO_RANGES, "does not say which size its " + name + " has"));
  }

  private OptionalLong askSize(String name, Mirror mirror, Optional<ByteRange> range)
      throws IOException {
    return retry.run(
        number -> {
          try (HttpAnswer answer = http.get(mirror.url(name), range, Optional.empty())) {
            return answer.size();
          }
        });
  }
}
