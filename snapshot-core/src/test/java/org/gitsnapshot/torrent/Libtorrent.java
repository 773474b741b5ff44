package org.gitsnapshot.torrent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.testing.Tool;

/** Debian's libtorrent, by the Python that its binding is for. */
final class Libtorrent {
  private static final String PYTHON = "/usr/bin/python3";

  private static final String MAKE =
      """
      import libtorrent as lt, os, sys
      flags = {'hybrid': 0, 'v1': lt.create_torrent.v1_only, 'v2': lt.create_torrent.v2_only}
      for line in sys.stdin.read().splitlines():
          root, piece, kind, out = line.split('\\t')
          files = lt.file_storage()
          lt.add_files(files, root)
          torrent = lt.create_torrent(files, int(piece), flags[kind])
          lt.set_piece_hashes(torrent, os.path.dirname(root))
          made = torrent.generate()
          with open(out, 'wb') as f:
              f.write(lt.bencode(made))
          hashes = lt.torrent_info(out).info_hashes()
          print(hashes.v1, hashes.v2)
      """;

  /** Downloads by web seeds alone, then gives everything to a peer that has none. */
  private static final String DOWNLOAD =
      """
      import libtorrent as lt, sys, time
      def session():
          return lt.session({'enable_dht': False, 'enable_lsd': False, 'enable_upnp': False,
              'enable_natpmp': False, 'listen_interfaces': '127.0.0.1:0',
              'allow_multiple_connections_per_ip': True})
      def wait(handle):
          for _ in range(400):
              if handle.status().is_seeding: return
              time.sleep(0.05)
          print('incomplete', handle.status().state, handle.status().progress); sys.exit(1)
      torrent, web, peer = sys.argv[1:]
      first = session()
      handle = first.add_torrent({'ti': lt.torrent_info(torrent), 'save_path': web})
      wait(handle)
      alone = lt.torrent_info(torrent)
      alone.set_web_seeds([])
      second = session()
      other = second.add_torrent({'ti': alone, 'save_path': peer})
      other.connect_peer(('127.0.0.1', first.listen_port()))
      wait(other)
      print('complete')
      """;

  /**
   * One torrent to be made.
   *
   * @param kind hybrid, v1 or v2
   */
  record Job(Path root, int pieceLength, String kind, Path out) {}

  private Libtorrent() {}

  /** Makes torrents and returns the infohashes of v1 and v2 of each, zeros where there is none. */
  static List<List<String>> make(List<Job> jobs) {
    StringBuilder lines = new StringBuilder();
    for (Job job : jobs) {
      lines
          .append(String.join("\t", job.root().toString(), "" + job.pieceLength(), job.kind()))
          .append('\t')
          .append(job.out())
          .append('\n');
    }
    byte[] printed =
        new Tool(Path.of("/")).run(lines.toString().getBytes(UTF_8), PYTHON, "-c", MAKE);
    List<List<String>> hashes = new ArrayList<>();
    new String(printed, UTF_8).lines().forEach(line -> hashes.add(List.of(line.split(" "))));
    return hashes;
  }

  static String download(Path torrent, Path web, Path peer) {
    return new Tool(Path.of("/"))
        .text(PYTHON, "-c", DOWNLOAD, torrent.toString(), web.toString(), peer.toString());
  }
}
