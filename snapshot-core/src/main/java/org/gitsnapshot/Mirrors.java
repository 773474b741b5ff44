package org.gitsnapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gitsnapshot.agree.CompareManifests;
import org.gitsnapshot.agree.MergeManifests;
import org.gitsnapshot.agree.ReadManifests;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.fetch.FetchFiles;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpFetchers;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.mirror.MirrorTools;
import org.gitsnapshot.mirror.UpdateMirror;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.CompletenessReport;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MergeReport;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.report.ReportEvents;
import org.gitsnapshot.report.RunningServer;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.ServeRequest;
import org.gitsnapshot.serve.CheckMirror;
import org.gitsnapshot.serve.MirrorServer;

/**
 * Makes mirrors of sources, serves them, and gets files from mirrors that need not be trusted.
 *
 * <pre>{@code
 * try (Mirrors mirrors = Mirrors.open(SnapshotOptions.of(cache))) {
 *   MirrorReport report = mirrors.update(pins, request, file -> {});
 * }
 * }</pre>
 *
 * <p>A file that cannot be had is a value in a report, and the others go on. Thread-safe. Closing
 * it gives back connections, those to servers of files when Java next collects garbage; reports and
 * running servers stay valid.
 */
public final class Mirrors implements AutoCloseable {
  private final Resources resources;
  private final SnapshotOptions options;
  private final HttpOptions http;
  private final HttpFetchers fetchers = new HttpFetchers();

  private Mirrors(Resources resources) {
    this.resources = resources;
    this.options = resources.options();
    this.http =
        HttpOptions.of(EnvironmentProxies.of(options.environment()))
            .withTimeout(options.timeout())
            .withMaxRedirects((int) options.limits().of(Limit.REDIRECTS));
  }

  /**
   * Opens the library; nothing is read or connected yet.
   *
   * @throws InvalidInputException if a rule among the options is malformed
   */
  public static Mirrors open(SnapshotOptions options) throws InvalidInputException {
    return new Mirrors(Resources.open(options));
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
   * @throws java.io.InterruptedIOException if the thread is interrupted; nothing goes on then
   */
  public MirrorReport update(List<Pin> pins, MirrorRequest request, Consumer<MirrorFileReport> done)
      throws IOException {
    MirrorTools tools =
        new MirrorTools(
            fetchers.with(http),
            options.offline(),
            resources::acquirer,
            resources.acquirer(Path.of("")),
            resources.pipeline(request.builds()));
    MirrorReport report =
        new UpdateMirror(tools, options.progress())
            .run(
                request,
                pins,
                Path.of(""),
                file -> {
                  options.progress().event(ReportEvents.of(file));
                  done.accept(file);
                });
    return logged(report, ReportEvents.of(report));
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
  public CompletenessReport check(Path directory, Optional<Path> wanted) throws IOException {
    CompletenessReport report = CheckMirror.run(directory, wanted, options.progress());
    return logged(report, ReportEvents.of(report));
  }

  /**
   * Gets files from mirrors that need not be trusted.
   *
   * @param done hears of each file as it ends, from several threads
   * @throws org.gitsnapshot.error.SnapshotException if no file can be tried, or the library is
   *     offline
   * @throws java.io.InterruptedIOException if the thread is interrupted; nothing goes on then
   */
  public FetchSummary fetch(FetchRequest request, Consumer<FetchReport> done) throws IOException {
    FetchSummary summary =
        FetchFiles.of(
                fetchers,
                online(),
                Resources.retries(options.limits()),
                request,
                options.progress())
            .run(
                request,
                file -> {
                  ReportEvents.of(file).forEach(options.progress()::event);
                  done.accept(file);
                });
    return logged(summary, ReportEvents.of(summary));
  }

  /**
   * Puts the manifests of independent mirrors side by side, or the records that builds, cleaning
   * and recompression write beside their files.
   *
   * @param places files; directories of mirrors, or of files with records beside them; URLs of
   *     manifests or, with a slash at the end, of mirrors
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read
   */
  public AgreementReport agree(List<String> places) throws IOException {
    AgreementReport report = CompareManifests.run(reader(places).read(places));
    return logged(report, ReportEvents.of(report));
  }

  /**
   * Joins the manifests of shards into one with the files of all, and writes it; beside one with
   * the name that it has in a mirror, the checksum list and the list for people as well.
   *
   * @param places as for {@link #agree}
   * @param file its directory is made when it does not exist
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read, is the record of
   *     a single file, two contradict each other, or a list cannot be written
   */
  public MergeReport merge(List<String> places, Path file) throws IOException {
    return new MergeManifests(reader(places), options.progress()).run(places, file);
  }

  private <T> T logged(T report, List<Event> events) {
    events.forEach(options.progress()::event);
    return report;
  }

  private ReadManifests reader(List<String> places) throws UnavailableException {
    boolean web = places.stream().anyMatch(ReadManifests::isUrl);
    return new ReadManifests(
        fetchers.with(web ? online() : http), Resources.retries(options.limits()));
  }

  private HttpOptions online() throws UnavailableException {
    if (options.offline()) {
      throw new UnavailableException(
          "mirrors are on the network, which is not to be used", "leave out --offline");
    }
    return http;
  }

  @Override
  public void close() {
    fetchers.clear();
    resources.close();
  }
}
