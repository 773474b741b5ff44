package org.gitsnapshot.acquire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.RetryPolicy;

/**
 * How repositories are got. Immutable.
 *
 * @param cache the directory that keeps what was fetched; made when first needed. Without one, only
 *     repositories on disk can be read
 * @param base the directory that relative paths among the URLs start from
 * @param offline whether the network must not be used at all
 * @param insteadOf the rules that rewrite URLs before anything else is done with them
 * @param timeout how long a server may be silent, at least a second
 * @param sshDirectory where ssh keys, {@code config} and {@code known_hosts} are
 * @param proxies which proxy a URL of http or https goes through
 * @param limits bounds on what a server or a bundle can make the library do
 * @param retries how often places that fail for a while are asked again
 * @param listener hears what is going on
 */
public record AcquireOptions(
    Optional<Path> cache,
    Path base,
    boolean offline,
    List<InsteadOf> insteadOf,
    Duration timeout,
    Path sshDirectory,
    EnvironmentProxies proxies,
    Limits limits,
    RetryPolicy retries,
    AcquireListener listener) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

  /**
   * Makes the paths absolute and copies the rules.
   *
   * @throws IllegalArgumentException if the timeout is shorter than a second
   */
  public AcquireOptions {
    if (timeout.compareTo(MIN_TIMEOUT) < 0) {
      throw new IllegalArgumentException("a timeout is at least one second, not " + timeout);
    }
    cache = cache.map(directory -> directory.toAbsolutePath().normalize());
    base = base.toAbsolutePath().normalize();
    sshDirectory = sshDirectory.toAbsolutePath();
    insteadOf = List.copyOf(insteadOf);
  }

  /**
   * Returns the defaults: paths from the current directory, online, no rules, 60 seconds, the
   * user's {@code ~/.ssh}, no proxy, the default limits, no retries, nobody listening.
   */
  public static AcquireOptions of(Path cache) {
    return of(Optional.of(cache));
  }

  /** Returns the same defaults where there may be no cache. */
  public static AcquireOptions of(Optional<Path> cache) {
    return new AcquireOptions(
        cache,
        Path.of(""),
        false,
        List.of(),
        DEFAULT_TIMEOUT,
        // Java has ? for the home of a user whom the system does not know, and that is not to be a
        // directory of the current one.
        Path.of("/").resolve(System.getProperty("user.home", "")).resolve(".ssh"),
        EnvironmentProxies.NONE,
        Limits.DEFAULT,
        RetryPolicy.NONE,
        AcquireListener.NONE);
  }

  /** Returns these with another directory for relative paths to start from. */
  public AcquireOptions withBase(Path directory) {
    return new AcquireOptions(
        cache,
        directory,
        offline,
        insteadOf,
        timeout,
        sshDirectory,
        proxies,
        limits,
        retries,
        listener);
  }

  /** Returns these with the network forbidden or allowed. */
  public AcquireOptions withOffline(boolean forbidden) {
    return new AcquireOptions(
        cache,
        base,
        forbidden,
        insteadOf,
        timeout,
        sshDirectory,
        proxies,
        limits,
        retries,
        listener);
  }

  /** Returns these with other rules for rewriting URLs. */
  public AcquireOptions withInsteadOf(List<InsteadOf> rules) {
    return new AcquireOptions(
        cache, base, offline, rules, timeout, sshDirectory, proxies, limits, retries, listener);
  }

  /** Returns these with another time that a server may be silent. */
  public AcquireOptions withTimeout(Duration silence) {
    return new AcquireOptions(
        cache, base, offline, insteadOf, silence, sshDirectory, proxies, limits, retries, listener);
  }

  /** Returns these with another directory of ssh keys and known hosts. */
  public AcquireOptions withSshDirectory(Path directory) {
    return new AcquireOptions(
        cache, base, offline, insteadOf, timeout, directory, proxies, limits, retries, listener);
  }

  /** Returns these with other proxies; see {@link EnvironmentProxies}. */
  public AcquireOptions withProxies(EnvironmentProxies selector) {
    return new AcquireOptions(
        cache,
        base,
        offline,
        insteadOf,
        timeout,
        sshDirectory,
        selector,
        limits,
        retries,
        listener);
  }

  /** Returns these with other limits. */
  public AcquireOptions withLimits(Limits bounds) {
    return new AcquireOptions(
        cache, base, offline, insteadOf, timeout, sshDirectory, proxies, bounds, retries, listener);
  }

  /** Returns these with other retries. */
  public AcquireOptions withRetries(RetryPolicy policy) {
    return new AcquireOptions(
        cache, base, offline, insteadOf, timeout, sshDirectory, proxies, limits, policy, listener);
  }

  /** Returns these with somebody listening. */
  public AcquireOptions withListener(AcquireListener hearer) {
    return new AcquireOptions(
        cache, base, offline, insteadOf, timeout, sshDirectory, proxies, limits, retries, hearer);
  }

  /** Returns the timeout in whole seconds, as JGit takes it, and small enough for milliseconds. */
  int timeoutSeconds() {
    return (int) Math.min(timeout.toSeconds(), Integer.MAX_VALUE / 1000);
  }
}
