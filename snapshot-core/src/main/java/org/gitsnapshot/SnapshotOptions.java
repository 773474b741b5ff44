package org.gitsnapshot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.io.RecordText;
import org.gitsnapshot.progress.Progress;

/**
 * How the library works; none of it decides any bytes. Immutable.
 *
 * @param cache the directory that keeps what was fetched; made when first needed, and safe to share
 *     between processes. Without one, only what is on disk and no bundle can be had
 * @param offline whether the network must not be used at all
 * @param insteadOf rules {@code BASE=URL}, as git's {@code url.<base>.insteadOf}
 * @param timeout how long a server may be silent, from a second to a day
 * @param environment where {@code https_proxy}, {@code http_proxy} and {@code no_proxy} are looked
 *     up; nothing else is
 * @param limits bounds on what an untrusted repository can make the library do
 * @param threads how many threads the compressors of one snapshot may use, from 1; several
 *     snapshots at once share them
 * @param progress hears what is going on
 */
public record SnapshotOptions(
    Optional<Path> cache,
    boolean offline,
    List<String> insteadOf,
    Duration timeout,
    Map<String, String> environment,
    Limits limits,
    int threads,
    Progress progress) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is less than one thread, or the timeout is out of its
   *     range
   */
  public SnapshotOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread, not " + threads);
    }
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a timeout is of 1 second to 1 day, not " + timeout);
    }
    insteadOf = List.copyOf(insteadOf);
    environment = Map.copyOf(environment);
  }

  /**
   * Returns the defaults: online, no rules, 60 seconds, no proxy, the default limits, as many
   * threads as there are processors, nobody listening.
   */
  public static SnapshotOptions of(Path cache) {
    return new SnapshotOptions(
        Optional.of(cache),
        false,
        List.of(),
        Duration.ofSeconds(60),
        Map.of(),
        Limits.DEFAULT,
        Runtime.getRuntime().availableProcessors(),
        Progress.NONE);
  }

  /**
   * Returns the text of a record, the rules without what may be secret, and of the environment the
   * names alone: a proxy's URL may be without a scheme, and other variables are no business of a
   * log.
   */
  @Override
  public String toString() {
    return RecordText.of(this, "environment", environment.keySet());
  }
}
