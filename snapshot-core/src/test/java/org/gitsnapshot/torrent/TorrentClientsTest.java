package org.gitsnapshot.torrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.request.ServeRequest;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.serve.MirrorServer;
import org.gitsnapshot.testing.TestMirror;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real clients, with nothing but our server as web seed and one another, on this machine alone. */
@Tag("one-jvm")
@Timeout(90)
class TorrentClientsTest {
  @TempDir Path directory;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private TestMirror mirror() {
    TestMirror mirror = new TestMirror(directory.resolve("mirror"));
    return mirror
        .add("a.tar.gz", TestMirror.random(1, 300_000))
        .add("b c+é#&.tar.xz", TestMirror.random(2, 40_000))
        .add("empty", new byte[0])
        .add("exact", TestMirror.random(3, 32_768))
        .add("one", new byte[] {1});
  }

  private MirrorServer serve(Path served) throws IOException {
    ServeRequest.Limits limits =
        new ServeRequest.Limits(
            Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ZERO, 64, 8192);
    return MirrorServer.start(
        new ServeRequest(served, "127.0.0.1", 0, Optional.empty(), limits, log::add, line -> {}));
  }

  private TorrentReport make(TestMirror mirror, String url, TorrentRequest.Form form)
      throws IOException {
    return new MakeTorrent(2, Progress.NONE)
        .run(
            new TorrentRequest(
                List.of(mirror.directory()),
                List.of(),
                Optional.empty(),
                form,
                Optional.empty(),
                List.of(url),
                List.of(),
                Optional.empty(),
                false));
  }

  private static void assertDownloaded(TestMirror mirror, Path place) {
    mirror
        .manifest()
        .files()
        .forEach(
            file ->
                assertThat(place.resolve("distfiles").resolve(file.name()))
                    .hasSameBinaryContentAs(mirror.directory().resolve(file.name())));
  }

  @Test
  void libtorrentDownloadsFromTheMirrorAndFromAPeer() throws IOException {
    TestMirror mirror = mirror();
    make(mirror, "http://127.0.0.1:1/", TorrentRequest.Form.HYBRID);
    try (MirrorServer server = serve(mirror.directory())) {
      Path mine = make(mirror, server.url(), TorrentRequest.Form.HYBRID).file();
      Path web = directory.resolve("web");
      Path peer = directory.resolve("peer");
      assertThat(Libtorrent.download(mine, web, peer)).isEqualTo("complete\n");
      assertDownloaded(mirror, web);
      assertDownloaded(mirror, peer);
      assertThat(new CheckTorrent(1, Progress.NONE).run(mine, Optional.of(web)).good()).isTrue();
    }
    // It knows padding, and does not ask for it.
    assertThat(log).isNotEmpty().noneMatch(line -> line.contains(".pad"));
  }

  @Test
  void aria2DownloadsFromTheMirrorThePaddingToo() throws IOException {
    TestMirror mirror = mirror();
    make(mirror, "http://127.0.0.1:1/", TorrentRequest.Form.HYBRID);
    try (MirrorServer server = serve(mirror.directory())) {
      for (TorrentRequest.Form form : TorrentRequest.Form.values()) {
        Path torrent = make(mirror, server.url(), form).file();
        Path place = directory.resolve(form.label());
        String unused = new Tool(directory).text(aria2(torrent, place));
        assertDownloaded(mirror, place);
        assertThat(log.removeIf(line -> line.contains(".pad")))
            .isEqualTo(form == TorrentRequest.Form.HYBRID);
      }
    }
  }

  private static String[] aria2(Path torrent, Path place) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    return new String[] {
      "aria2c",
      "--no-conf",
      "--enable-dht=false",
      "--enable-dht6=false",
      "--bt-enable-lpd=false",
      "--enable-peer-exchange=false",
      "--listen-port=" + port,
      "--seed-time=0",
      "--bt-stop-timeout=30",
      "--dir=" + place,
      torrent.toString()
    };
  }
}
