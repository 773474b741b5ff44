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
import org.gitsnapshot.agree.CompareMirrors;
import org.gitsnapshot.agree.ReadManifests;
import org.gitsnapshot.build.Batch;
import org.gitsnapshot.build.BuildPin;
import org.gitsnapshot.build.MakePin;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.ToolVersion;
import org.gitsnapshot.build.WriteArchive;
import org.gitsnapshot.compare.Compare;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.fetch.FetchFiles;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.lint.LintCommit;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.mirror.MirrorTools;
import org.gitsnapshot.mirror.UpdateMirror;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.CompletenessReport;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.RunningServer;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.LintRequest;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.request.ServeRequest;
import org.gitsnapshot.serve.CheckMirror;
import org.gitsnapshot.serve.MirrorServer;
import org.gitsnapshot.verify.VerifyPin;

/**
 * Builds and verifies snapshots, and serves and fetches them: the same commit and recipe give the
 * same bytes, anywhere.
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
   * Makes a mirror of sources, or brings it up to date: builds what is made from repositories,
   * downloads the rest, and publishes the files with their lists.
   *
   * <p>Relative patterns of the request, and repositories of live-bootstrap's lines that are paths,
   * start from the current directory; those of pins from the directories of their files. A file
   * that cannot be had is in the report, and the others go on.
   *
   * @param pins what the mirror shall have besides the request's sources
   * @param done hears of each file as it ends, from several threads
   * @throws org.gitsnapshot.error.SnapshotException if nothing can be done at all: the sources are
   *     malformed, two want different files under one name, or a directory cannot be written
   */
  public MirrorReport mirror(List<Pin> pins, MirrorRequest request, Consumer<MirrorFileReport> done)
      throws IOException {
    MirrorTools tools =
        new MirrorTools(
            HttpOptions.of(EnvironmentProxies.of(options.environment()))
                .withTimeout(options.timeout()),
            options.offline(),
            this::acquirer,
            acquirer(Path.of("")),
            pipeline(request.builds()));
    return new UpdateMirror(tools, options.progress()).run(request, pins, Path.of(""), done);
  }

  /**
   * Serves a mirror's files over HTTP until the server is closed.
   *
   * @return the running server, which the caller closes; closing the library does not
   * @throws org.gitsnapshot.error.SnapshotException if the directory is no mirror, the certificate
   *     cannot be used, or the address cannot be listened at
   */
  public static RunningServer serve(ServeRequest request) throws IOException {
    return MirrorServer.start(request);
  }

  /**
   * Reads every file of a mirror and compares it with the mirror's manifest.
   *
   * @param wanted a checksum list of which every file must be there, if there is one
   * @throws org.gitsnapshot.error.SnapshotException if the manifest or the list cannot be read
   */
  public CompletenessReport checkMirror(Path directory, Optional<Path> wanted) throws IOException {
    return CheckMirror.run(directory, wanted, options.progress());
  }

  /**
   * Gets files from mirrors that need not be trusted.
   *
   * @param done hears of each file as it ends, from several threads
   * @throws org.gitsnapshot.error.SnapshotException if no file can be tried, or the library is
   *     offline
   */
  public FetchSummary fetch(FetchRequest request, Consumer<FetchReport> done) throws IOException {
    return FetchFiles.of(httpOptions(), request.mirrors().size(), options.progress())
        .run(request, done);
  }

  /**
   * Puts the manifests of independent mirrors side by side.
   *
   * @param places files; directories of mirrors; URLs of manifests or, with a slash at the end, of
   *     mirrors
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read
   */
  public AgreementReport agree(List<String> places) throws IOException {
    return CompareMirrors.run(manifests(places));
  }

  /**
   * Joins the manifests of shards into one with the files of all.
   *
   * @param places as for {@link #agree}
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read, or two contradict
   *     each other
   */
  public MirrorManifest merge(List<String> places) throws IOException {
    return MirrorManifest.merge(manifests(places));
  }

  /**
   * Writes a mirror's manifest; beside one with the name that it has in a mirror, the checksum list
   * and the list for people as well.
   *
   * @throws org.gitsnapshot.error.OutputException if one cannot be written
   */
  public static void writeMirrorLists(MirrorManifest manifest, Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && file.endsWith(MirrorManifest.FILE_NAME)) {
      MirrorLists.write(directory, manifest);
      return;
    }
    try (AtomicFile out = AtomicFile.create(file)) {
      out.write(MirrorManifestJson.toBytes(manifest));
      out.seal();
      out.publish();
    }
  }

  private Map<String, MirrorManifest> manifests(List<String> places) throws IOException {
    boolean web = places.stream().anyMatch(place -> place.matches("https?://.*"));
    HttpOptions http = web ? httpOptions() : HttpOptions.of(EnvironmentProxies.NONE);
    return new ReadManifests(new HttpFetcher(http), RetryPolicy.DEFAULT).read(places);
  }

  private HttpOptions httpOptions() throws UnavailableException {
    if (options.offline()) {
      throw new UnavailableException(
          "mirrors are on the network, which is not to be used", "leave out --offline");
    }
    return HttpOptions.of(EnvironmentProxies.of(options.environment()))
        .withTimeout(options.timeout());
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
