package org.gitsnapshot.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MirrorFault;
import org.gitsnapshot.report.MirrorFault.Kind;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.RawHttpServer.Handler;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file, the mirrors that have it, and one that fetches it from them. */
abstract class FetchFixture {
  static final int SIZE = (3 << 20) + 17;
  static final byte[] CONTENT = TestMirror.random(3, SIZE);
  static final HttpFetcher HTTP =
      new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE).withTimeout(Duration.ofMillis(500)));
  static final RetryPolicy RETRY = new RetryPolicy(2, Duration.ofMillis(5), Duration.ofMillis(20));

  @TempDir Path directory;
  final List<RawHttpServer> servers = new ArrayList<>();
  TestMirror truth = new TestMirror(Path.of("target/unused"));
  int crossCheck = 3;
  double spotCheck;

  @BeforeEach
  void make() {
    truth = new TestMirror(directory.resolve("truth")).add("f.tar.gz", CONTENT);
  }

  @AfterEach
  void stop() {
    servers.forEach(RawHttpServer::close);
  }

  Path manifest() {
    return truth.directory().resolve("manifest.json");
  }

  Digest digest() {
    return truth.manifest().file("f.tar.gz").orElseThrow().sha256();
  }

  URI mirror(Handler file) {
    return mirror(file, truth);
  }

  URI mirror(Handler file, TestMirror says) {
    RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              if (request.target().equals("/manifest.json")) {
                byte[] json = MirrorManifestJson.toBytes(says.manifest());
                RawHttpServer.bytes(json).answer(request, out);
              } else {
                file.answer(request, out);
              }
            });
    servers.add(server);
    return URI.create(server.url());
  }

  static Handler honest() {
    return RawHttpServer.bytes(CONTENT);
  }

  /** Lies in one byte. */
  static Handler lying(int at) {
    byte[] lie = CONTENT.clone();
    lie[at] ^= 1;
    return RawHttpServer.bytes(lie);
  }

  static Handler truncated(int length) {
    return RawHttpServer.bytes(Arrays.copyOf(CONTENT, length));
  }

  static Handler withoutRanges() {
    return (request, out) -> {
      RawHttpServer.head(out, "200 OK", "Content-Length: " + CONTENT.length);
      out.write(CONTENT);
    };
  }

  static URI dead() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  FetchSummary fetch(Trust trust, URI... mirrors) throws IOException {
    FetchRequest request =
        new FetchRequest(
            List.of("f.tar.gz"),
            List.of(mirrors),
            trust,
            crossCheck,
            spotCheck,
            directory.resolve("out"),
            2);
    return new FetchFiles(HTTP, RETRY, Progress.NONE).run(request, report -> {});
  }

  FetchReport one(Trust trust, URI... mirrors) throws IOException {
    FetchSummary summary = fetch(trust, mirrors);
    assertThat(summary.files()).hasSize(1);
    return summary.files().get(0);
  }

  void assertFetched(FetchReport report) throws IOException {
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.FETCHED);
    assertThat(directory.resolve("out/f.tar.gz")).hasBinaryContent(CONTENT);
    assertThat(left()).containsExactly("f.tar.gz");
  }

  List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static List<Kind> kinds(FetchReport report) {
    return report.faults().stream().map(MirrorFault::kind).toList();
  }

  /** A mirror without a manifest. */
  URI bare(Handler file) {
    RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              if (request.target().equals("/manifest.json")) {
                RawHttpServer.head(out, "404 Not Found", "Content-Length: 0");
              } else {
                file.answer(request, out);
              }
            });
    servers.add(server);
    return URI.create(server.url());
  }

  FetchReport oneAnew(Trust trust, URI... mirrors) throws IOException {
    Files.delete(directory.resolve("out/f.tar.gz"));
    return one(trust, mirrors);
  }
}
