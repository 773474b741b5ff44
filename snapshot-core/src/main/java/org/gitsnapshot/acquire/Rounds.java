package org.gitsnapshot.acquire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.progress.Event;

/**
 * Tries places in turn, and those that fail for a while again, after a wait, when no other has what
 * is wanted.
 */
final class Rounds {
  private final RetryPolicy retries;
  private final AcquireListener listener;

  Rounds(RetryPolicy retries, AcquireListener listener) {
    this.retries = retries;
    this.listener = listener;
  }

  /** What is tried with a place. */
  interface Attempt<T> {
    T with(Source source) throws IOException;
  }

  /**
   * Returns what the first place gives that does.
   *
   * @param what what cannot be done if none does
   * @throws InvalidInputException as soon as a place throws it: another would not help
   * @throws OutputException likewise
   * @throws SnapshotException the failure of the only place, or one that lists all
   */
  <T> T first(String what, List<Source> places, Attempt<T> attempt) throws IOException {
    Map<Source, SnapshotException> failures = new LinkedHashMap<>();
    List<Source> left = places;
    for (int round = 1; ; round++) {
      List<Source> again = new ArrayList<>();
      for (Source place : left) {
        try {
          return attempt.with(place);
        } catch (InvalidInputException | OutputException hopeless) {
          throw hopeless;
        } catch (SnapshotException failed) {
          failures.put(place, failed);
          listener.event(
              Event.warn("source-failed")
                  .with("url", place.url())
                  .with("why", failed.getMessage()));
          if (failed instanceof UnavailableException down && down.isPassing()) {
            again.add(place);
          }
        }
      }
      if (again.isEmpty() || round >= retries.attempts()) {
        throw failure(what, new ArrayList<>(failures.values()));
      }
      if (!pause(round)) {
        throw failure(what, new ArrayList<>(failures.values()));
      }
      left = again;
    }
  }

  /** Returns whether the wait was not interrupted. */
  private boolean pause(int round) {
    Duration wait = retries.delay(round, Duration.ZERO);
    listener.stage("asking again in " + (wait.toMillis() + 999) / 1000 + " s");
    try {
      Thread.sleep(wait.toMillis());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the only failure as it is, or one that lists them all. */
  private static SnapshotException failure(String what, List<SnapshotException> failures) {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    String each =
        failures.stream().map(SnapshotException::getMessage).collect(Collectors.joining("; "));
    String hint =
        failures.stream()
            .flatMap(failure -> failure.hint().stream())
            .findFirst()
            .orElse("check the URLs, or add one that has it");
    UnavailableException all = new UnavailableException(what + ": " + each, hint);
    failures.forEach(all::addSuppressed);
    return all;
  }
}
