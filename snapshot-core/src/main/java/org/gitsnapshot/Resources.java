package org.gitsnapshot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gitsnapshot.acquire.AcquireListener;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.InsteadOf;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.pin.Pin;

/** What the front doors share: places to get commits from, and the machine's cores and memory. */
final class Resources implements AutoCloseable {
  private final SnapshotOptions options;
  private final AcquireOptions acquiring;

  /** One for each directory that relative paths start from. */
  private final Map<Path, Acquirer> acquirers = new ConcurrentHashMap<>();

  private Resources(SnapshotOptions options, AcquireOptions acquiring) {
    this.options = options;
    this.acquiring = acquiring;
  }

  /** Opens nothing yet; checks the options. */
  static Resources open(SnapshotOptions options) throws InvalidInputException {
    List<InsteadOf> rules = new ArrayList<>();
    for (String rule : options.insteadOf()) {
      rules.add(InsteadOf.parse(rule));
    }
    AcquireOptions acquiring =
        AcquireOptions.of(options.cache())
            .withOffline(options.offline())
            .withInsteadOf(rules)
            .withTimeout(options.timeout())
            .withProxies(EnvironmentProxies.of(options.environment()))
            .withLimits(options.limits())
            .withRetries(retries(options.limits()));
    return new Resources(options, acquiring);
  }

  SnapshotOptions options() {
    return options;
  }

  /** Threads are shared among those that run at once: whole streams apart waste the least. */
  Pipeline pipeline(int atOnce) {
    int sharing = Math.max(1, atOnce);
    return new Pipeline(options.limits(), Math.max(1, options.threads() / sharing), sharing);
  }

  Acquirer acquirer(Pin pin) {
    // A pin that was never in a file starts from the current directory, as one in a file there
    // does.
    Path directory = Path.of(pin.position().source()).getParent();
    return acquirer(directory == null ? Path.of("") : directory);
  }

  Acquirer acquirer(Path base) {
    return acquirers.computeIfAbsent(
        base.toAbsolutePath().normalize(),
        directory -> new Acquirer(acquiring.withBase(directory).withListener(listener())));
  }

  static RetryPolicy retries(Limits limits) {
    return RetryPolicy.DEFAULT.withAttempts((int) limits.of(Limit.ATTEMPTS));
  }

  private AcquireListener listener() {
    return new FetchProgress(options.progress());
  }

  @Override
  public void close() {
    acquirers.values().forEach(Acquirer::close);
  }
}
