package org.gitsnapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.torrent.CheckTorrent;
import org.gitsnapshot.torrent.MakeTorrent;

/**
 * Makes things of files that are there already, each provable from what it was made of.
 *
 * <pre>{@code
 * Derivations derivations = new Derivations(SnapshotOptions.of(cache));
 * TorrentReport torrent = derivations.torrent(TorrentRequest.of(mirror));
 * }</pre>
 *
 * <p>Uses no network. Immutable and thread-safe.
 */
public final class Derivations {
  private final SnapshotOptions options;

  /** Creates one; of the options, the threads and the listener have a say. */
  public Derivations(SnapshotOptions options) {
    this.options = options;
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
    return new MakeTorrent(options.threads(), options.progress()).run(request);
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
    return new CheckTorrent(options.threads(), options.progress()).run(torrent, place);
  }
}
