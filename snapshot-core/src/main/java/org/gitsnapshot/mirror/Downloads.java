package org.gitsnapshot.mirror;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.request.DownloadOptions;

/**
 * Downloads files into the state, from one place after the other, until one gives the right bytes.
 * Thread-safe.
 */
final class Downloads {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** A server that breaks off after less than this has failed, and is not asked on and on. */
  private static final long PROGRESS = 64 << 10;

  private static final String OTHER_MIRROR = "name another mirror with --mirror";

  private static final String NO_URL =
      "write another URL into the line, or name a mirror that has it with --mirror";

  private static final String AGAIN = OTHER_MIRROR + ", or run it again later";

  private static final String KEPT = "what came is kept in the state, under wrong";

  private final HttpFetcher http;
  private final boolean offline;
  private final StateDirectory state;
  private final DownloadOptions options;
  private final List<HttpUrl> mirrors = new ArrayList<>();
  private final Hosts hosts;
  private final RetryPolicy policy;
  private final Progress progress;

  /**
   * Creates one.
   *
   * @throws InvalidInputException if the URL of a mirror is none
   */
  Downloads(MirrorTools tools, StateDirectory state, DownloadOptions options, Progress progress)
      throws InvalidInputException {
    this.http = tools.http();
    this.offline = tools.offline();
    this.state = state;
    this.options = options;
    this.hosts = new Hosts(options.perHost());
    this.policy = new RetryPolicy(options.attempts(), options.firstWait(), LONGEST_WAIT);
    this.progress = progress;
    for (String mirror : options.mirrors()) {
      mirrors.add(HttpUrl.parse(mirror));
    }
  }

  /** What came of a download. */
  sealed interface Result permits Right, Nowhere {}

  /**
   * A file that is whole and right, and still in the state.
   *
   * @param file where it is
   * @param scanned its size and digests
   * @param origin where it came from
   */
  record Right(PartialFile file, ScannedFile scanned, Origin.Download origin) implements Result {}

  /**
   * No place had the right bytes.
   *
   * @param message why not, for each
   * @param hint what to do about it
   * @param wrong whether some place had other bytes
   */
  record Nowhere(String message, String hint, boolean wrong) implements Result {}

  /**
   * Downloads a file.
   *
   * @throws IOException if the state cannot be written
   */
  Result get(Wanted.Downloaded wanted) throws IOException {
    if (offline) {
      return new Nowhere(
          "it is not there, and --offline forbids the network", "run it without --offline", false);
    }
    String name = wanted.name();
    List<String> reasons = new ArrayList<>();
    boolean wrong = false;
    PartialFile file = new PartialFile(state.partial(name), options.maxBytes());
    List<Place> places = Place.of(wanted, mirrors, options, hosts, reasons);
    String hint = places.isEmpty() ? NO_URL : AGAIN;
    for (Place place : places) {
      try {
        Optional<Right> right = from(place, wanted, file, reasons);
        if (right.isPresent()) {
          return right.get();
        }
        wrong = true;
      } catch (HttpFailure failure) {
        reasons.add(failure.getMessage());
        gaveUp(name, place, String.valueOf(failure.getMessage()));
      } catch (LimitExceededException tooLong) {
        file.clear();
        reasons.add(tooLong.getMessage());
        hint = tooLong.hint().map(more -> more + ", or " + OTHER_MIRROR).orElse(AGAIN);
        gaveUp(name, place, tooLong.getMessage());
      }
    }
    return new Nowhere(String.join("; ", reasons), wrong ? KEPT : hint, wrong);
  }

  private void gaveUp(String name, Place place, String why) {
    progress.event(
        Event.warn("download-failed").with("file", name).with("url", place.url()).with("why", why));
  }

  /** Returns nothing if the place has other bytes; they are set aside, and the reason is added. */
  private Optional<Right> from(
      Place place, Wanted.Downloaded wanted, PartialFile file, List<String> reasons)
      throws IOException {
    PartialFile.Transferred transferred = transfer(place, wanted.name(), file);
    ScannedFile scanned = scan(file);
    Digest expected = wanted.source().sha256();
    if (!scanned.sha256().equals(expected) && transferred.resumed()) {
      // The beginning may be of another version, or was damaged here: not the server's fault.
      file.clear();
      transferred = transfer(place, wanted.name(), file);
      scanned = scan(file);
    }
    if (!scanned.sha256().equals(expected)) {
      String reason =
          transferred.url()
              + ": "
              + scanned.size()
              + " bytes with sha256 "
              + scanned.sha256().hex()
              + ", expected "
              + expected.hex()
              + transferred.encodingNote();
      state.setAside(file.file(), wanted.name(), scanned.sha256(), reason);
      file.clear();
      reasons.add(reason);
      progress.event(
          Event.error("wrong-bytes")
              .with("file", wanted.name())
              .with("url", transferred.url())
              .with("bytes", scanned.size())
              .with("sha256", scanned.sha256().hex())
              .with("expected", expected.hex()));
      return Optional.empty();
    }
    progress.event(
        Event.info("download")
            .with("file", wanted.name())
            .with("url", transferred.url())
            .with("bytes", scanned.size())
            .with("sha256", scanned.sha256().hex())
            .with("resumed", transferred.resumed()));
    String upstream = wanted.origin().urls().get(0);
    Origin.Download origin =
        new Origin.Download(
            upstream,
            Optional.of(transferred.url().toString()),
            place.mirror().map(HttpUrl::toString));
    return Optional.of(new Right(file, scanned, origin));
  }

  /** Asks a server until it has given the file, or has failed often enough. */
  private PartialFile.Transferred transfer(Place place, String name, PartialFile file)
      throws IOException {
    HttpUrl url = place.url();
    int attempts = hosts.dead(url) ? 1 : policy.attempts();
    int failures = 0;
    long most = file.length();
    while (true) {
      try (Hosts.Permit permit = hosts.enter(url)) {
        progress.stage(name, "downloading from " + url.hostAndPort());
        PartialFile.Transferred transferred =
            file.transfer(http, url, bytes -> progress.bytes(name, bytes));
        hosts.answered(url);
        return transferred;
      } catch (HttpFailure failure) {
        // Measured by the most there ever was: it ends, also where a server begins anew each time.
        boolean moved = file.length() >= most + PROGRESS;
        most = Math.max(most, file.length());
        failures = moved ? 0 : failures + 1;
        if (failure.status() != 0 || moved) {
          hosts.answered(url);
        }
        if (!failure.retryable() || failures >= attempts) {
          if (failure.status() == 0 && failure.retryable()) {
            hosts.silent(url);
          }
          throw failure;
        }
        progress.stage(name, "waiting for " + url.hostAndPort());
        progress.event(
            Event.warn("download-retry")
                .with("file", name)
                .with("url", url)
                .with("failures", failures)
                .with("there", file.length())
                .with("why", failure.getMessage()));
        policy.pause(Math.max(failures, 1), failure);
      }
    }
  }

  private static ScannedFile scan(PartialFile file) throws OutputException {
    try {
      return ScannedFile.of(file.file());
    } catch (IOException e) {
      throw FailureReason.of("cannot read " + file.file(), e);
    }
  }
}
