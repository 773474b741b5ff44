package org.gitsnapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.derive.CleanFile;
import org.gitsnapshot.derive.ProveDerivation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.recompress.ProveRecompressed;
import org.gitsnapshot.recompress.RecompressFile;
import org.gitsnapshot.report.CleanReport;
import org.gitsnapshot.report.DerivationEvents;
import org.gitsnapshot.report.DerivationReport;
import org.gitsnapshot.report.RecompressReport;
import org.gitsnapshot.report.RecompressionProof;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.request.CleanRequest;
import org.gitsnapshot.request.DerivationRequest;
import org.gitsnapshot.request.RecompressRequest;
import org.gitsnapshot.request.SplitRequest;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.split.SplitDistfiles;
import org.gitsnapshot.torrent.CheckTorrent;
import org.gitsnapshot.torrent.MakeTorrent;

/**
 * Makes other things of files that are there, and keeps the link to what they were made from.
 *
 * <pre>{@code
 * try (Derivations derivations = Derivations.open(SnapshotOptions.of(cache))) {
 *   RecompressReport report = derivations.recompress(request);
 * }
 * }</pre>
 *
 * <p>Thread-safe. Uses no network. Reports stay valid after it is closed.
 */
public final class Derivations implements AutoCloseable {
  private final Resources resources;
  private final SnapshotOptions options;

  private Derivations(Resources resources) {
    this.resources = resources;
    this.options = resources.options();
  }

  /**
   * Opens the library; nothing is read yet.
   *
   * @throws InvalidInputException if a rule among the options is malformed
   */
  public static Derivations open(SnapshotOptions options) throws InvalidInputException {
    return new Derivations(Resources.open(options));
  }

  /**
   * Deletes entries of a tarball, whoever made it. What stays is byte for byte what it was.
   *
   * @return a report with faults if a listed file is not the one in the tarball; nothing was
   *     written then
   * @throws org.gitsnapshot.error.SnapshotException if it cannot be done; no file was written then,
   *     while a stream may have got a part of its bytes
   */
  public CleanReport clean(CleanRequest request) throws IOException {
    CleanReport report =
        new CleanFile(resources.pipeline(1), options.limits(), options.progress()).run(request);
    return logged(report, DerivationEvents.of(report));
  }

  /**
   * Proves that one tar is another without some entries, or refuses it with the first entry, byte
   * and field that is not as it must be.
   *
   * @throws org.gitsnapshot.error.SnapshotException if one of them cannot be read
   */
  public DerivationReport prove(DerivationRequest request) throws IOException {
    DerivationReport report =
        new ProveDerivation(options.limits(), options.progress()).run(request);
    return logged(report, List.of(DerivationEvents.of(report)));
  }

  /**
   * Compresses a file in another way, with the same raw bytes; reads back what was written, and
   * records beside it what it was made from.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the file cannot be read, is damaged or is of
   *     a format that is not read here, or the new file cannot be written; no file has a new name
   *     then
   */
  public RecompressReport recompress(RecompressRequest request) throws IOException {
    RecompressReport report =
        new RecompressFile(options.threads(), options.progress()).run(request);
    return logged(report, DerivationEvents.of(report));
  }

  /**
   * Proves that two files hold the same raw bytes, or finds the first that differs. No record is
   * believed.
   *
   * @throws org.gitsnapshot.error.SnapshotException if one of them cannot be read or is damaged
   */
  public RecompressionProof proveRecompressed(Path original, Path other) throws IOException {
    RecompressionProof proof = new ProveRecompressed(options.progress()).run(original, other);
    return logged(proof, DerivationEvents.of(proof));
  }

  /**
   * Divides distfiles among media of a given size, as few as it can, and writes the media if that
   * is asked for. The same files give the same media everywhere.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the input is malformed, a file is larger
   *     than a medium, or the media cannot be written; nothing is written then
   */
  public SplitReport split(SplitRequest request) throws IOException {
    SplitReport report = new SplitDistfiles(options.progress()).run(request);
    return logged(report, List.of(DerivationEvents.of(report)));
  }

  /**
   * Makes the {@code .torrent} of a mirror, or of other files. The same files give the same
   * infohashes to anybody.
   *
   * @throws org.gitsnapshot.error.SnapshotException if there is no file, one cannot be read, is not
   *     as the mirror's manifest says, or has a name that torrents cannot have; or the torrent
   *     cannot be written
   */
  public TorrentReport torrent(TorrentRequest request) throws IOException {
    TorrentReport report = new MakeTorrent(options.threads(), options.progress()).run(request);
    return logged(report, List.of(DerivationEvents.of(report)));
  }

  /**
   * Compares files with a {@code .torrent} of v1, v2 or both.
   *
   * @param torrent the {@code .torrent}
   * @param place the directory of the files, or one in which they have a directory of the torrent's
   *     name; of a torrent of one file also that file. Without it, the directory of the torrent
   * @throws org.gitsnapshot.error.SnapshotException if the torrent cannot be read or contradicts
   *     itself, or there is no such directory
   */
  public TorrentCheckReport checkTorrent(Path torrent, Optional<Path> place) throws IOException {
    TorrentCheckReport report =
        new CheckTorrent(options.threads(), options.progress()).run(torrent, place);
    return logged(report, DerivationEvents.of(torrent.toString(), report));
  }

  private <T> T logged(T report, List<Event> events) {
    events.forEach(options.progress()::event);
    return report;
  }

  @Override
  public void close() {
    resources.close();
  }
}
