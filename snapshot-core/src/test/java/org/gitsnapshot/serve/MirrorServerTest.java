package org.gitsnapshot.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.request.ServeRequest;
import org.gitsnapshot.testing.TestMirror;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get from a mirror that is served: curl, wget and Python's among them. */
@Timeout(30)
class MirrorServerTest {
  private static final byte[] CONTENT = TestMirror.random(1, 100_000);

  @TempDir Path directory;
  private TestMirror mirror = new TestMirror(Path.of("target/unused"));
  private Tool tool = new Tool(Path.of("."));

  @SuppressWarnings("NullAway.Init")
  private ServerFixture server;

  @BeforeEach
  void serve() throws IOException {
    mirror = new TestMirror(directory.resolve("mirror"));
    mirror.add("a.tar.gz", CONTENT).add("empty", new byte[0]).add("a b%é;.tgz", new byte[] {7});
    Files.writeString(mirror.directory().resolve("secret.txt"), "not in the manifest");
    tool = new Tool(Files.createDirectories(directory.resolve("client")));
    server = new ServerFixture(mirror.directory());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.problems).isEmpty();
  }

  private String url(String name) {
    return server.server.url() + name;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aFileHasItsLengthTagAndTime() throws Exception {
    HttpResponse<byte[]> response = server.get("a.tar.gz");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(CONTENT);
    assertThat(header(response, "Content-Length")).isEqualTo("100000");
    assertThat(header(response, "ETag"))
        .isEqualTo("\"" + mirror.manifest().file("a.tar.gz").orElseThrow().sha256().hex() + "\"");
    assertThat(header(response, "Last-Modified")).matches("..., \\d\\d ... \\d{4} [\\d:]{8} GMT");
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(response.headers().map()).doesNotContainKeys("server", "transfer-encoding");
  }

  @Test
  void headIsTheSameWithoutABody() throws Exception {
    HttpResponse<byte[]> head = server.ask("HEAD", "a.tar.gz", "Range", "bytes=0-1");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo("100000");
    assertThat(header(head, "ETag")).isEqualTo(header(server.get("a.tar.gz"), "ETag"));
    assertThat(server.ask("HEAD", "nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void theListsAndOnlyTheFilesOfTheManifestAreThere() throws Exception {
    assertThat(server.get("").body()).asString(UTF_8).contains("Source mirror");
    assertThat(server.get("index.html").body()).isEqualTo(server.get("").body());
    assertThat(server.get("SHA256SUMS").body()).asString(UTF_8).contains("  a.tar.gz\n");
    assertThat(server.get("manifest.json").body())
        .isEqualTo(Files.readAllBytes(mirror.directory().resolve("manifest.json")));
    assertThat(server.get("SHA256SUMS.sig").statusCode()).isEqualTo(404);
    assertThat(server.get("secret.txt").statusCode()).isEqualTo(404);
    assertThat(server.get("empty").body()).isEmpty();
    assertThat(server.get("a%20b%25%C3%A9%3B.tgz").body()).containsExactly(7);
    assertThat(server.server.files()).isEqualTo(3);
  }

  @Test
  void theRecordsOfFilesAreThere() throws Exception {
    List<String> of = List.of("a", "a.tar", "a.tar.gz", "a.tar.gz.x", "a.t", "A", "other", "empty");
    for (String name : of) {
      Files.writeString(mirror.directory().resolve(name + ".manifest.json"), name);
    }
    Files.writeString(mirror.directory().resolve(".manifest.json"), "hidden");
    try (ServerFixture fresh = new ServerFixture(mirror.directory())) {
      for (String name : List.of("a", "a.tar", "a.tar.gz", "empty")) {
        HttpResponse<byte[]> record = fresh.get(name + ".manifest.json");
        assertThat(record.body()).asString(UTF_8).isEqualTo(name);
        assertThat(header(record, "Content-Type")).isEqualTo("application/json");
      }
      for (String name : List.of("a.tar.gz.x", "a.t", "A", "other", "")) {
        assertThat(fresh.get(name + ".manifest.json").statusCode()).as(name).isEqualTo(404);
      }
      assertThat(fresh.server.files()).isEqualTo(3);
    }
  }

  @Test
  void aTorrentsClientsFindFilesUnderItsNameAndPadding() throws Exception {
    assertThat(server.get("n/a.tar.gz").statusCode()).isEqualTo(404);
    assertThat(server.get(".pad/5").statusCode()).isEqualTo(404);
    Files.writeString(mirror.directory().resolve("n.torrent"), "de");
    Files.writeString(mirror.directory().resolve(".hidden.torrent"), "de");
    try (ServerFixture fresh = new ServerFixture(mirror.directory())) {
      assertThat(fresh.get("n.torrent").body()).asString(UTF_8).isEqualTo("de");
      assertThat(header(fresh.get("n.torrent"), "Content-Type"))
          .isEqualTo("application/x-bittorrent");
      assertThat(fresh.get("n/a.tar.gz").body()).isEqualTo(CONTENT);
      assertThat(fresh.get("n/a%20b%25%C3%A9%3B.tgz").body()).containsExactly(7);
      assertThat(fresh.get("n/.pad/5").body()).isEqualTo(new byte[5]);
      assertThat(fresh.get(".pad/200000").body()).isEqualTo(new byte[200_000]);
      HttpResponse<byte[]> part = fresh.get("n/.pad/200000", "Range", "bytes=199990-");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(new byte[10]);
      for (String none :
          new String[] {
            "m/a.tar.gz", "n/n/a.tar.gz", "n/secret.txt", "n/", ".hidden.torrent", "n/.pad/0",
            ".pad/05", ".pad/-5", ".pad/x", ".pad/16777216", ".pad/99999999999", "n/../a.tar.gz"
          }) {
        assertThat(fresh.get(none).statusCode()).as(none).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-0           | 0     | 1",
        "0-            | 0     | 100000",
        "0-99999       | 0     | 100000",
        "0-100000      | 0     | 100000",
        "99999-        | 99999 | 1",
        "99999-99999   | 99999 | 1",
        "-1            | 99999 | 1",
        "-100000       | 0     | 100000",
        "-100001       | 0     | 100000",
        "65535-65537   | 65535 | 3",
        "5-999999999999999999 | 5 | 99995",
        "200000-,7-8   | 7     | 2",
      })
  void aRangeIsExactlyThoseBytes(String range, int from, int length) throws Exception {
    HttpResponse<byte[]> response = server.get("a.tar.gz", "Range", "bytes=" + range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(CONTENT, from, from + length));
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes " + from + "-" + (from + length - 1) + "/100000");
    assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100000-", "100000-100001", "-0", "999999999999-"})
  void aRangeBeyondTheFileIs416(String range) throws Exception {
    HttpResponse<byte[]> response = server.get("a.tar.gz", "Range", "bytes=" + range);
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */100000");
    assertThat(server.get("empty", "Range", "bytes=0-").statusCode()).isEqualTo(416);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "items=0-1",
        "bytes=",
        "bytes=-",
        "bytes=2-1",
        "bytes=a-b",
        "bytes=0-1,",
        "bytes 0-1",
        "bytes=99999999999999999999-",
        "bytes=0-,0-",
        "bytes=0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,"
            + "0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0"
      })
  void whatIsNoRangeIsTheWholeFile(String range) throws Exception {
    HttpResponse<byte[]> response = server.get("a.tar.gz", "Range", range);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSize(CONTENT.length);
  }

  @Test
  void severalRangesComeInParts() throws Exception {
    HttpResponse<byte[]> response = server.get("a.tar.gz", "Range", "bytes=0-9, 70000-,-5");
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).hasSize(Integer.parseInt(header(response, "Content-Length")));
    String boundary = header(response, "Content-Type").replaceFirst(".*boundary=", "");
    String[] parts = new String(response.body(), ISO_8859_1).split("\r\n--" + boundary, -1);
    assertThat(parts).hasSize(5);
    assertThat(parts[0]).isEmpty();
    assertThat(parts[4]).isEqualTo("--\r\n");
    int[][] ranges = {{0, 10}, {70_000, 100_000}, {99_995, 100_000}};
    for (int i = 0; i < 3; i++) {
      byte[] expected = Arrays.copyOfRange(CONTENT, ranges[i][0], ranges[i][1]);
      assertThat(parts[i + 1])
          .contains("bytes " + ranges[i][0] + "-" + (ranges[i][1] - 1) + "/100000\r\n\r\n")
          .endsWith("\r\n\r\n" + new String(expected, ISO_8859_1));
    }
    assertThat(server.get("manifest.json", "Range", "bytes=0-0,2-3").statusCode()).isEqualTo(206);
  }

  @Test
  void conditionsAreKept() throws Exception {
    HttpResponse<byte[]> first = server.get("a.tar.gz");
    String tag = header(first, "ETag");
    String time = header(first, "Last-Modified");
    String past = "Sat, 01 Jan 2000 00:00:00 GMT";
    String[][] cases = {
      {"If-None-Match", tag, "304"},
      {"If-None-Match", "W/" + tag, "304"},
      {"If-None-Match", "\"x\", " + tag, "304"},
      {"If-None-Match", "*", "304"},
      {"If-None-Match", "\"x\"", "200"},
      {"If-Modified-Since", time, "304"},
      {"If-Modified-Since", past, "200"},
      {"If-Modified-Since", "yesterday", "200"},
      {"If-Match", tag, "200"},
      {"If-Match", "*", "200"},
      {"If-Match", "\"x\"", "412"},
      {"If-Match", "W/" + tag, "412"},
      {"If-Unmodified-Since", time, "200"},
      {"If-Unmodified-Since", past, "412"},
      {"If-Unmodified-Since", "Sun, 01 Jan 2000 00:00:00 GMT", "412"},
      {"If-Unmodified-Since", "Saturday, 01-Jan-00 00:00:00 GMT", "412"},
      {"If-Unmodified-Since", "Sat Jan  1 00:00:00 2000", "412"},
      {"If-Unmodified-Since", "Sat, 31 Feb 2000 00:00:00 GMT", "200"},
      {"If-Unmodified-Since", "Sat, 01 Jan 2000 25:00:00 GMT", "200"},
    };
    for (String[] each : cases) {
      HttpResponse<byte[]> response = server.get("a.tar.gz", each[0], each[1]);
      assertThat(response.statusCode()).as(each[0] + ": " + each[1]).hasToString(each[2]);
      assertThat(header(response, "ETag")).isEqualTo(tag);
      assertThat(response.body()).hasSize(each[2].equals("200") ? CONTENT.length : 0);
    }
    String[][] ranges = {
      {tag, "206"}, {time, "206"}, {"W/" + tag, "200"}, {"\"x\"", "200"}, {past, "200"}
    };
    for (String[] each : ranges) {
      HttpResponse<byte[]> response =
          server.get("a.tar.gz", "Range", "bytes=1-2", "If-Range", each[0]);
      assertThat(response.statusCode()).as(each[0]).hasToString(each[1]);
    }
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"}) {
      HttpResponse<byte[]> response = server.ask(method, "a.tar.gz");
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  void curlResumesAndAsksForRanges() throws Exception {
    Path client = directory.resolve("client");
    tool.run(null, "curl", "-fsS", "-o", "a.tar.gz", url("a.tar.gz"));
    assertThat(client.resolve("a.tar.gz")).hasBinaryContent(CONTENT);
    Files.write(client.resolve("part"), Arrays.copyOf(CONTENT, 4_000));
    tool.run(null, "curl", "-fsS", "-C", "-", "-o", "part", url("a.tar.gz"));
    assertThat(client.resolve("part")).hasBinaryContent(CONTENT);
    assertThat(tool.run(null, "curl", "-fsS", "-r", "-3", url("a.tar.gz")))
        .isEqualTo(Arrays.copyOfRange(CONTENT, 99_997, 100_000));
    assertThat(tool.text("curl", "-fsSI", url("a.tar.gz"))).contains("Content-Length: 100000");
    tool.run(null, "curl", "-fsS", "-o", "S", url("SHA256SUMS"));
    assertThat(tool.text("sh", "-c", "grep a.tar.gz S | sha256sum -c")).contains("a.tar.gz: OK");
  }

  @Test
  void wgetResumes() throws Exception {
    Path client = directory.resolve("client");
    Files.write(client.resolve("a.tar.gz"), Arrays.copyOf(CONTENT, 4_000));
    tool.run(null, "wget", "-q", "-c", url("a.tar.gz"));
    assertThat(client.resolve("a.tar.gz")).hasBinaryContent(CONTENT);
    tool.run(null, "wget", "-q", "-N", url("a.tar.gz"));
    assertThat(server.log).anyMatch(line -> line.contains("\" 206 96000"));
  }

  @Test
  void pythonKeepsItsConnection() {
    String program =
        """
        import http.client, hashlib, sys
        c = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
        ports = set()
        for path in ["/a.tar.gz", "/nothing", "/empty", "/a.tar.gz", "/manifest.json"]:
            c.request("GET", path)
            ports.add(c.sock.getsockname()[1])
            r = c.getresponse()
            body = r.read()
            assert len(body) == int(r.headers["Content-Length"])
            print(r.status, hashlib.sha256(body).hexdigest() == (r.headers["ETag"] or "").strip('"'))
        print(len(ports))
        """;
    assertThat(tool.text("python3", "-c", program, String.valueOf(server.server.port())))
        .isEqualTo("200 True\n404 False\n200 True\n200 True\n200 True\n1\n");
  }

  @Test
  void theLogIsInTheCommonFormat() throws Exception {
    assertThat(server.get("a.tar.gz", "Range", "bytes=0-9").statusCode()).isEqualTo(206);
    assertThat(server.raw("GET /%22%0A\"x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 40[04] .*");
    // A line is written when its answer has gone out.
    Thread.sleep(200);
    assertThat(server.log)
        .anyMatch(
            line ->
                line.matches(
                    "127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                        + "\"GET /a\\.tar\\.gz HTTP/1\\.1\" 206 10"));
    assertThat(server.log).allMatch(line -> line.split("(?<!\\\\)\"", -1).length == 3);
  }

  @Test
  void anAddressThatIsTakenIsToldSo() {
    ServeRequest second =
        new ServeRequest(
            mirror.directory(),
            "127.0.0.1",
            server.server.port(),
            Optional.empty(),
            ServeRequest.Limits.DEFAULT,
            line -> {},
            line -> {});
    assertThatThrownBy(() -> MirrorServer.start(second))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.fullMessage()).contains("cannot listen at 127.0.0.1", "--port 0"));
  }
}
