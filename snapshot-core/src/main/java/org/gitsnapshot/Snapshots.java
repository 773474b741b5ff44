package org.gitsnapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gitsnapshot.acquire.AcquireListener;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.EnvironmentProxies;
import org.gitsnapshot.acquire.InsteadOf;
import org.gitsnapshot.audit.AuditTarball;
import org.gitsnapshot.build.Batch;
import org.gitsnapshot.build.BuildPin;
import org.gitsnapshot.build.MakePin;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.ToolVersion;
import org.gitsnapshot.build.WriteArchive;
import org.gitsnapshot.compare.Compare;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.lint.LintCommit;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.LintRequest;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.verify.VerifyPin;

/**
 * Builds and verifies snapshots: the same commit and recipe give the same bytes, anywhere.
 *
 * <pre>{@code
 * try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(cache))) {
 *   List<Pin> pins = PinFile.read(Path.of("pins/demo.toml"));
 *   for (PinReport report : snapshots.build(pins, Path.of("snapshots"), 2, r -> {})) {
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>A difference is a value in a report; a failure of one pin is in its report too, and the others
 * go on. Thread-safe. Closing it gives back connections; reports stay valid.
 */
public final class Snapshots implements AutoCloseable {
  private final SnapshotOptions options;
  private final AcquireOptions acquiring;

  /** One for each directory that relative paths start from. */
  private final Map<Path, Acquirer> acquirers = new ConcurrentHashMap<>();

  private Snapshots(SnapshotOptions options, AcquireOptions acquiring) {
    this.options = options;
    this.acquiring = acquiring;
  }

  /**
   * Opens the library; nothing is read or connected yet.
   *
   * @throws InvalidInputException if a rule among the options is malformed
   */
  public static Snapshots open(SnapshotOptions options) throws InvalidInputException {
    List<InsteadOf> rules = new ArrayList<>();
    for (String rule : options.insteadOf()) {
      rules.add(InsteadOf.parse(rule));
    }
    AcquireOptions acquiring =
        AcquireOptions.of(options.cache())
            .withOffline(options.offline())
            .withInsteadOf(rules)
            .withTimeout(options.timeout())
            .withProxies(EnvironmentProxies.of(options.environment()));
    return new Snapshots(options, acquiring);
  }

  /** Returns the version of the library, as manifests record it. */
  public static String version() {
    return ToolVersion.current();
  }

  /**
   * Builds pins into a directory, several at once.
   *
   * <p>A pin's files, its manifest and its lines of {@code SHA256SUMS} appear only if all that it
   * promises came out. Relative paths among a pin's URLs start from the directory of its file.
   *
   * @param directory made when it does not exist
   * @param jobs how many pins at once, from 1
   * @param done hears of each pin as it ends, from several threads
   * @return a report for each pin, in their order
   */
  public List<PinReport> build(List<Pin> pins, Path directory, int jobs, Consumer<PinReport> done) {
    Pipeline pipeline = pipeline(Math.min(jobs, pins.size()));
    return batch(
        pins,
        jobs,
        pin -> new BuildPin(acquirer(pin), pipeline, directory, options.progress()).run(pin),
        done);
  }

  /**
   * Builds pins again, keeps nothing, and compares with their digests and, where a directory is
   * given, with the files that {@link #build} would have written there.
   *
   * @param jobs how many pins at once, from 1
   * @param done hears of each pin as it ends, from several threads
   * @return a report for each pin, in their order
   */
  public List<PinReport> verify(
      List<Pin> pins, Optional<Path> directory, int jobs, Consumer<PinReport> done) {
    Pipeline pipeline = pipeline(Math.min(jobs, pins.size()));
    return batch(
        pins,
        jobs,
        pin -> new VerifyPin(acquirer(pin), pipeline, directory, options.progress()).run(pin),
        done);
  }

  /**
   * Writes one archive without a pin.
   *
   * @throws org.gitsnapshot.error.SnapshotException if it cannot be done; no file is written then
   */
  public ArchiveReport archive(ArchiveRequest request) throws IOException {
    Acquirer acquirer = acquirer(Path.of(""));
    return new WriteArchive(acquirer, pipeline(1), options.progress()).run(request);
  }

  /**
   * Makes a pin with digests from a reference. {@link org.gitsnapshot.pin.PinWriter} gives its
   * text.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the reference leads to no commit or to
   *     several, or the commit cannot be built
   */
  public MadePin pin(PinRequest request) throws IOException {
    return new MakePin(acquirer(Path.of("")), pipeline(1), options.progress()).run(request);
  }

  /**
   * Says why a commit's archive may not be the same everywhere.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the commit cannot be had or read
   */
  public LintReport lint(LintRequest request) throws IOException {
    return new LintCommit(acquirer(Path.of("")), options.limits(), options.progress()).run(request);
  }

  /**
   * Says why the archive of a pin's commit may not be the same everywhere.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the commit cannot be had or read
   */
  public LintReport lint(Pin pin) throws IOException {
    return new LintCommit(acquirer(pin), options.limits(), options.progress()).run(pin);
  }

  /**
   * Compares two archives, directories or commits, layer by layer.
   *
   * @throws org.gitsnapshot.error.SnapshotException if a side cannot be read; a difference is a
   *     value in the report
   */
  public CompareReport compare(CompareRequest request) throws IOException {
    Acquirer acquirer = acquirer(Path.of(""));
    return new Compare(acquirer, pipeline(1), options.progress()).run(request);
  }

  /**
   * Finds the commit and the recipe of a published archive, and proves them by building it again.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the archive or the repository cannot be
   *     read; that no recipe makes the archive is a value in the report
   */
  public AuditReport audit(AuditRequest request) throws IOException {
    Acquirer acquirer = acquirer(Path.of(""));
    return new AuditTarball(acquirer, pipeline(1), options.limits(), options.progress())
        .run(request);
  }

  @Override
  public void close() {
    acquirers.values().forEach(Acquirer::close);
  }

  /** Threads are shared among those that run at once: whole streams apart waste the least. */
  private Pipeline pipeline(int atOnce) {
    int sharing = Math.max(1, atOnce);
    return new Pipeline(options.limits(), Math.max(1, options.threads() / sharing), sharing);
  }

  private List<PinReport> batch(
      List<Pin> pins, int jobs, Batch.Work work, Consumer<PinReport> done) {
    return Batch.run(
        pins,
        jobs,
        work,
        report -> {
          options.progress().done(report.name());
          done.accept(report);
        });
  }

  private Acquirer acquirer(Pin pin) {
    // A pin that was never in a file starts from the current directory, as one in a file there
    // does.
    Path directory = Path.of(pin.position().source()).getParent();
    return acquirer(directory == null ? Path.of("") : directory);
  }

  private Acquirer acquirer(Path base) {
    return acquirers.computeIfAbsent(
        base.toAbsolutePath().normalize(),
        directory -> new Acquirer(acquiring.withBase(directory).withListener(listener())));
  }

  private AcquireListener listener() {
    return text -> options.progress().stage("", text);
  }
}
