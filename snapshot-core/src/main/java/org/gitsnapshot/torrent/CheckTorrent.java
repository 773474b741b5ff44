package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentCheckReport.FileCheck;

/**
 * Compares files with a {@code .torrent} of v1, v2 or both, each file read once. Immutable and
 * thread-safe.
 */
public final class CheckTorrent {
  private final int threads;
  private final Progress progress;

  /** Creates one that reads files on so many threads. */
  public CheckTorrent(int threads, Progress progress) {
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Checks files.
   *
   * @param torrent the {@code .torrent}
   * @param place the directory of the files, or one in which they have a directory of the torrent's
   *     name; of a torrent of one file also that file. Without it, the directory of the torrent
   * @throws org.gitsnapshot.error.SnapshotException if the torrent cannot be read or contradicts
   *     itself, or there is no such directory
   */
  public TorrentCheckReport run(Path torrent, Optional<Path> place) throws IOException {
    Metainfo metainfo = MetainfoReader.read(torrent);
    Path beside = torrent.toAbsolutePath().getParent();
    Path root = place.orElse(beside == null ? Path.of("") : beside);
    String name = metainfo.identity().name();
    if (metainfo.directory() || Files.isDirectory(root)) {
      if (!Files.isDirectory(root)) {
        throw new InvalidInputException(root + ": no such directory", "name that of the files");
      }
      Path below = root.resolve(name);
      root = !metainfo.directory() || Files.isDirectory(below) ? below : root;
    }
    List<Path> paths = paths(metainfo, root);
    List<FileCheck> files =
        metainfo.layered() ? layered(metainfo, paths) : CheckPieces.run(metainfo, paths, progress);
    List<String> extra =
        metainfo.directory() ? ExtraFiles.find(root, metainfo.members()) : List.of();
    return new TorrentCheckReport(metainfo.identity(), metainfo.magnet(), files, extra);
  }

  private static List<Path> paths(Metainfo metainfo, Path root) {
    return metainfo.members().stream()
        .map(
            file -> {
              Path path = root;
              for (String part : metainfo.directory() ? file.path() : List.<String>of()) {
                path = path.resolve(part);
              }
              return path;
            })
        .toList();
  }

  private List<FileCheck> layered(Metainfo metainfo, List<Path> paths) throws IOException {
    long[] tails = tails(metainfo);
    List<Integer> order = IntStream.range(0, paths.size()).boxed().toList();
    return ManyFiles.map(
        order,
        threads,
        number -> {
          String name = metainfo.members().get(number).display();
          progress.stage(name, "checking");
          FileCheck check =
              new CheckFile(metainfo, metainfo.members().get(number), tails[number])
                  .run(paths.get(number));
          progress.done(name);
          return check;
        });
  }

  /** Returns how many zero bytes of v1 belong to the last piece of each file. */
  private static long[] tails(Metainfo metainfo) {
    long[] tails = new long[metainfo.members().size()];
    long next = metainfo.length();
    for (int i = tails.length - 1; i >= 0; i--) {
      Metainfo.Member file = metainfo.members().get(i);
      if (file.size() > 0) {
        long gap = Math.max(0, next - file.offset() - file.size());
        tails[i] = Math.min(gap, InfoDictionary.padding(file.size(), metainfo.pieceLength()));
        next = file.offset();
      }
    }
    return tails;
  }
}
