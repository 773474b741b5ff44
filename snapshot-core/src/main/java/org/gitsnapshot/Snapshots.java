package org.gitsnapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.audit.AuditTarball;
import org.gitsnapshot.audit.ProveContent;
import org.gitsnapshot.build.Batch;
import org.gitsnapshot.build.BuildPin;
import org.gitsnapshot.build.MakePin;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.SnapshotDirectory;
import org.gitsnapshot.build.ToolVersion;
import org.gitsnapshot.build.WriteArchive;
import org.gitsnapshot.compare.Compare;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.lint.LintCommit;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.ProofReport;
import org.gitsnapshot.report.ReportEvents;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.LintRequest;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.request.ProofRequest;
import org.gitsnapshot.verify.VerifyPin;

/**
 * Builds, verifies and compares snapshots: the same commit and recipe give the same bytes,
 * anywhere. {@link Mirrors} publishes and fetches them.
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
  private final Resources resources;
  private final SnapshotOptions options;

  private Snapshots(Resources resources) {
    this.resources = resources;
    this.options = resources.options();
  }

  /**
   * Opens the library; nothing is read or connected yet.
   *
   * @throws InvalidInputException if a rule among the options is malformed
   */
  public static Snapshots open(SnapshotOptions options) throws InvalidInputException {
    return new Snapshots(Resources.open(options));
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
   * <p>An interrupt of the thread ends it early: the pins that are not built by then have failed,
   * and the thread stays interrupted. Nothing goes on after the return.
   *
   * @param directory made when it does not exist
   * @param jobs how many pins at once, from 1; with 1 they are built in their order
   * @param done hears of each pin as it ends, from several threads
   * @return a report for each pin, in their order
   * @throws IllegalArgumentException if {@code jobs} is less than one
   */
  public List<PinReport> build(List<Pin> pins, Path directory, int jobs, Consumer<PinReport> done) {
    return build(pins, directory, jobs, false, done);
  }

  /**
   * Builds pins as {@link #build(List, Path, int, Consumer)} does, and records in their manifests
   * what other tools call the content, if that is asked for.
   *
   * @param identities whether to compute {@link org.gitsnapshot.identity.Identities}: each file is
   *     hashed three times more, and kept in a temporary file meanwhile
   * @throws IllegalArgumentException if {@code jobs} is less than one
   */
  public List<PinReport> build(
      List<Pin> pins, Path directory, int jobs, boolean identities, Consumer<PinReport> done) {
    Pipeline pipeline = resources.pipeline(Math.min(jobs, pins.size())).withIdentities(identities);
    SnapshotDirectory into = new SnapshotDirectory(directory, jobs, options.progress());
    return batch(
        pins,
        SnapshotDirectory.threads(jobs),
        pin -> new BuildPin(resources.acquirer(pin), pipeline, into, options.progress()).run(pin),
        done);
  }

  /**
   * Builds pins again, keeps nothing, and compares with their digests and, where a directory is
   * given, with the files that {@link #build} would have written there. An interrupt ends it early,
   * as it does building.
   *
   * @param jobs how many pins at once, from 1
   * @param done hears of each pin as it ends, from several threads
   * @return a report for each pin, in their order
   * @throws IllegalArgumentException if {@code jobs} is less than one
   */
  public List<PinReport> verify(
      List<Pin> pins, Optional<Path> directory, int jobs, Consumer<PinReport> done) {
    Pipeline pipeline = resources.pipeline(Math.min(jobs, pins.size()));
    return batch(
        pins,
        jobs,
        pin ->
            new VerifyPin(resources.acquirer(pin), pipeline, directory, options.progress())
                .run(pin),
        done);
  }

  /**
   * Writes one archive without a pin.
   *
   * @throws org.gitsnapshot.error.SnapshotException if it cannot be done; no file is written then
   */
  public ArchiveReport archive(ArchiveRequest request) throws IOException {
    Acquirer acquirer = resources.acquirer(Path.of(""));
    ArchiveReport report =
        new WriteArchive(acquirer, resources.pipeline(1), options.progress()).run(request);
    return logged(report, ReportEvents.of(request.revision(), report));
  }

  /**
   * Makes a pin with digests from a reference. {@link org.gitsnapshot.pin.PinWriter} gives its
   * text.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the reference leads to no commit or to
   *     several, or the commit cannot be built
   */
  public MadePin pin(PinRequest request) throws IOException {
    MadePin made =
        new MakePin(resources.acquirer(Path.of("")), resources.pipeline(1), options.progress())
            .run(request);
    Pin pin = made.pin();
    return logged(made, ReportEvents.made(pin.name(), pin.commit(), made.notes()));
  }

  /**
   * Says why a commit's archive may not be the same everywhere.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the commit cannot be had or read
   */
  public LintReport lint(LintRequest request) throws IOException {
    LintReport report =
        new LintCommit(resources.acquirer(Path.of("")), options.limits(), options.progress())
            .run(request);
    return logged(report, ReportEvents.of(report));
  }

  /**
   * Says why the archive of a pin's commit may not be the same everywhere.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the commit cannot be had or read
   */
  public LintReport lint(Pin pin) throws IOException {
    LintReport report =
        new LintCommit(resources.acquirer(pin), options.limits(), options.progress()).run(pin);
    return logged(report, ReportEvents.of(report));
  }

  /**
   * Compares two archives, directories or commits, layer by layer.
   *
   * @throws org.gitsnapshot.error.SnapshotException if a side cannot be read; a difference is a
   *     value in the report
   */
  public CompareReport compare(CompareRequest request) throws IOException {
    Acquirer acquirer = resources.acquirer(Path.of(""));
    CompareReport report =
        new Compare(acquirer, resources.pipeline(1), options.progress()).run(request);
    return logged(report, List.of(ReportEvents.of(report)));
  }

  /**
   * Finds the commit and the recipe of a published archive, and proves them by building it again.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the archive or the repository cannot be
   *     read; that no recipe makes the archive is a value in the report
   */
  public AuditReport audit(AuditRequest request) throws IOException {
    Acquirer acquirer = resources.acquirer(Path.of(""));
    AuditReport report =
        new AuditTarball(acquirer, resources.pipeline(1), options.limits(), options.progress())
            .run(request);
    return logged(report, ReportEvents.of(report));
  }

  /**
   * Holds an archive against a commit without the commit's files: from its trees, or from nothing
   * but what the archive says of itself.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the archive cannot be read or the commit
   *     cannot be had; a difference is a value in the report
   */
  public ProofReport prove(ProofRequest request) throws IOException {
    ProofReport report =
        new ProveContent(resources.acquirer(Path.of("")), options.progress()).run(request);
    return logged(report, List.of(ReportEvents.of(request.file().toString(), report)));
  }

  @Override
  public void close() {
    resources.close();
  }

  private <T> T logged(T report, List<Event> events) {
    events.forEach(options.progress()::event);
    return report;
  }

  private List<PinReport> batch(
      List<Pin> pins, int jobs, Batch.Work work, Consumer<PinReport> done) {
    return Batch.run(
        pins,
        jobs,
        work,
        report -> {
          options.progress().done(report.name());
          ReportEvents.of(report).forEach(options.progress()::event);
          done.accept(report);
        });
  }
}
