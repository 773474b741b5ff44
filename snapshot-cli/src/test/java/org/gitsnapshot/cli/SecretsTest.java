package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is secret in a URL is in nothing that a command prints or writes. */
@Tag("one-jvm")
class SecretsTest {
  private static final String SECRET = "geheim";

  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private HttpServer server;
  private volatile boolean loggedIn;

  @BeforeEach
  void serve() throws IOException, InterruptedException {
    snapshot = new CommandFixture(directory.resolve("home"));
    Path repository = directory.resolve("served/demo.git");
    git("clone", "-q", "--bare", CommandFixture.DEMO.toString(), repository.toString());
    git("-C", repository.toString(), "update-server-info");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::file);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    assertThat(code).isZero();
  }

  private void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      loggedIn |= exchange.getRequestHeaders().containsKey("Authorization");
      Path file =
          directory.resolve("served").resolve(exchange.getRequestURI().getPath().substring(1));
      if (!exchange.getRequestHeaders().containsKey("Authorization")) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(200, 0);
        Files.copy(file, exchange.getResponseBody());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private String url(String path) {
    String login = SECRET + "-user:" + SECRET + "-word@";
    return "http://" + login + "127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void requireNoSecret(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.toList()) {
        assertThat(file.toString()).doesNotContain(SECRET);
        if (Files.isRegularFile(file)) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(SECRET);
        }
      }
    }
  }

  private Result run(int code, String... arguments) {
    Result result = snapshot.run(arguments);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.out() + result.err()).doesNotContain(SECRET);
    return result;
  }

  @Test
  void staysOutOfWhatIsPrintedAndWritten() throws IOException {
    String out = directory.resolve("out").toString();
    Result pin = run(0, "pin", url("/demo.git"), "v1.0", "--name", "demo", "--prefix", "d/");
    assertThat(pin.out()).contains("127.0.0.1");
    assertThat(loggedIn).isTrue();
    Path pins = directory.resolve("pins.toml");
    Files.writeString(pins, pin.out().replaceFirst("http://[^\"]*", url("/demo.git")));
    run(0, "build", pins.toString(), "-o", out, "--json");
    run(0, "verify", pins.toString(), "--files", out, "--json");
    run(0, "lint", "--repo", url("/demo.git"), "--commit", "v1.0", "--json");
    String archive = directory.resolve("out/x.tar").toString();
    run(0, "archive", "--repo", url("/demo.git"), "--commit", "v1.0", "-o", archive, "--json");
    String missing = url("/none.git?token=" + SECRET);
    run(3, "archive", "--repo", missing, "--commit", "v1.0", "-o", archive, "--json");
    run(3, "pin", missing, "v1.0", "--json");
    run(2, "pin", missing, "v1.0", "--instead-of", url("/"));
    requireNoSecret(directory.resolve("out"));
    requireNoSecret(directory.resolve("home"));
  }

  @Test
  void staysOutOfReportsThatNameTheRepository() throws IOException {
    String url = url("/demo.git");
    Path tar = directory.resolve("out/x.tar");
    Files.createDirectories(tar.getParent());
    run(0, "archive", "--repo", url, "--commit", "v1.0", "--prefix", "d/", "-o", tar.toString());
    String page = directory.resolve("out/report.html").toString();
    String[] compare = {"compare", tar.toString(), "--repo", url, "--commit", "v1.0"};
    assertThat(run(0, compare).out()).contains("v1.0 of http://127.0.0.1");
    run(0, with(compare, "--json", "--html", page, "--log-file", directory + "/out/log"));
    Path other = directory.resolve("other");
    Files.createDirectories(other);
    Files.writeString(other.resolve("file"), "nothing in common\n");
    Path unrelated = directory.resolve("out/unrelated.tar");
    tar(unrelated, other);
    assertThat(run(3, "audit", unrelated.toString(), "--repo", url, "--json").err())
        .contains("no tag or branch of http://127.0.0.1");
    String gz = directory.resolve("out/demo-1.0.tar.gz").toString();
    String like = "live-bootstrap";
    run(0, "archive", "--repo", url, "--commit", "v1.0", "--like", like, "-o", gz);
    byte[] digest =
        DigestAlgorithm.SHA256.newMessageDigest().digest(Files.readAllBytes(Path.of(gz)));
    Path sources = directory.resolve("sources");
    String name = " demo-1.0.tar.gz\n";
    String mirror = directory.resolve("out/mirror").toString();
    for (String sha256 : List.of("0".repeat(64), HexFormat.of().formatHex(digest))) {
      Files.writeString(sources, "g " + url + "~v1.0 _ " + sha256 + name);
      int code = sha256.startsWith("0000") ? 1 : 0;
      run(code, "mirror", "--sources", sources.toString(), mirror, "--json");
    }
    requireNoSecret(directory.resolve("out"));
  }

  @Test
  void staysOutOfMessagesAboutWhatIsWrong() throws IOException {
    String url = url("/demo.git");
    String[] archive = {"archive", "--commit", "v1.0", "-o", directory.resolve("x").toString()};
    String demo = CommandFixture.DEMO.toString();
    run(2, with(archive, "--repo", url("/"), "--repo", demo, "--like", "github"));
    run(2, with(archive, "--repo", url, "--like", "github-api"));
    run(2, with(archive, url));
    run(2, with(archive, "--repo=" + url, "--reop=" + url, "--json"));
    run(2, with(archive, "--repo", url, "--threads", url));
    run(2, url);
    run(2, "help", url);
    Path pins = directory.resolve("pins.toml");
    Files.writeString(pins, "[[pin]]\nurl = \" " + url + "\"\n");
    run(2, "build", pins.toString());
    Path sources = directory.resolve("sources");
    for (String line : List.of(url, "f x " + url, "g " + url + "~v1 _ " + url)) {
      Files.writeString(sources, line + "\n");
      run(2, "mirror", "--sources", sources.toString(), directory.resolve("mirror").toString());
    }
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private static void tar(Path tar, Path from) throws IOException {
    try {
      String[] command = {"tar", "cf", tar.toString(), "-C", from.toString(), "."};
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void limitsAreOptions() {
    String demo = CommandFixture.DEMO.toString();
    String archive = directory.resolve("x.tar").toString();
    Result result =
        run(
            2,
            "archive",
            "--repo",
            demo,
            "--commit",
            "v1.0",
            "-o",
            archive,
            "--limit",
            "entries=1");
    assertThat(result.err())
        .contains("more than 1 entries (the limit is entries, 1; --limit entries=N allows more)");
    assertThat(directory.resolve("x.tar")).doesNotExist();
    Result typo =
        run(2, "archive", "--repo", demo, "--commit", "v1.0", "-o", archive, "--limit", "entris=1");
    assertThat(typo.err()).contains("there is no limit entris", "did you mean \"entries\"?");
  }

  /** Arguments that were given in the wrong order, or to the wrong option. */
  @Test
  void nothingIsToldOfAUrlInTheWrongPlace() {
    String url = "https://bob:" + SECRET + "@example.org/x.git?token=" + SECRET;
    String demo = CommandFixture.DEMO.toString();
    for (List<String> arguments :
        List.of(
            List.of("pin", "v1.0", url),
            List.of("pin", demo, url),
            List.of("pin", demo, "v1", "--name", url),
            List.of("pin", demo, "v1", "--like", url),
            List.of("archive", "--repo", demo, "--commit", url, "-o", "-"),
            List.of("archive", "--repo", demo, "--commit", "v1", "-o", url),
            List.of("archive", "--repo", demo, "--commit", "v1", "-o", "a.tar", "--format", url),
            List.of("archive", "--repo", demo, "--commit", "v1", "-o", "a.tar", "--engine", url),
            List.of("build", "pins.toml", "--only", url),
            List.of("build", "pins.toml", "--limit", url))) {
      List<String> all = Stream.concat(arguments.stream(), Stream.of("--json")).toList();
      Result result = snapshot.run(all.toArray(String[]::new));
      assertThat(result.code()).as("%s", arguments).isNotZero();
      assertThat(result.out() + result.err()).as("%s", arguments).doesNotContain(SECRET);
    }
  }
}
