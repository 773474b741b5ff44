package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a URL, a redirect or a proxy must not lead, and who hears of a password in it. */
final class HostileUrlsTest {
  private final Path temp;

  HostileUrlsTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private AcquireOptions options(Limit limit, long value) {
    return FailedAcquire.options(temp, limit, value);
  }

  private SnapshotException redirectedTo(Limit limit, long value, String target, int mostRequests) {
    int[] requests = {0};
    try (RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              requests[0]++;
              RawHttpServer.head(out, "302 Found", "Location: " + target, "Content-Length: 0");
            })) {
      String url = server.url().replace("http://", "http://geheim:geheim@") + "/repo?geheim";
      SnapshotException e = FailedAcquire.of(options(limit, value), url);
      assertThat(e.getMessage()).startsWith(server.url() + "/repo: ").doesNotContain("geheim");
      assertThat(requests[0]).isEqualTo(mostRequests);
      return e;
    }
  }

  @Test
  void redirectsAreBounded() {
    String target = "/more/info/refs?service=git-upload-pack&geheim";
    SnapshotException e = redirectedTo(Limit.REDIRECTS, 3, target, 4);
    assertThat(e.fullMessage())
        .matches(
            ".*: more than 3 redirects, the last to http://127.0.0.1:[0-9]+/more/info/refs \\(the"
                + " limit is redirects, 3; --limit redirects=N allows more\\)");
  }

  @Test
  void redirectsStayAmongWebServers() {
    for (String target :
        List.of(
            "file:///etc/info/refs?geheim",
            "ftp://geheim@x/info/refs",
            "ssh://geheim@x/info/refs",
            "ssh:geheim@x",
            "geheim::x",
            "ext://x/info/refs")) {
      SnapshotException e = redirectedTo(Limit.REDIRECTS, 3, target, 1);
      assertThat(e.fullMessage())
          .endsWith(
              ": redirects to a URL that is not http or https"
                  + " (check the URL, or give the one where it leads)");
    }
    for (String target :
        List.of(
            "http://gehe im:geheim@127.0.0.1:1/info/refs",
            "http://a:gehe\tim@127.0.0.1:1/info/refs",
            "http://geheim:geheim@/info/refs",
            "//a:geheim @127.0.0.1:1/info/refs")) {
      SnapshotException e = redirectedTo(Limit.REDIRECTS, 3, target, 1);
      assertThat(e.fullMessage()).contains(": redirects to what is no URL (check the URL, ");
    }
  }

  @Test
  void aPasswordGoesToNobodyElseAndIsNeverShown() {
    // Another host, and another port of the same one.
    for (String host : List.of("localhost", "127.0.0.1")) {
      requireNoLogin(host);
    }
  }

  private void requireNoLogin(String host) {
    List<String> heard = new CopyOnWriteArrayList<>();
    List<String> logins = new CopyOnWriteArrayList<>();
    try (RawHttpServer thief =
            new RawHttpServer(
                (request, out) -> {
                  logins.add(request.header("authorization"));
                  RawHttpServer.head(
                      out,
                      "401 Unauthorized",
                      "WWW-Authenticate: Basic realm=\"x\"",
                      "Content-Length: 0");
                });
        RawHttpServer server =
            new RawHttpServer(
                (request, out) ->
                    RawHttpServer.head(
                        out,
                        "302 Found",
                        "Location: "
                            + thief.url().replace("127.0.0.1", host)
                            + "/repo/info/refs?service=git-upload-pack",
                        "Content-Length: 0"))) {
      String url =
          server.url().replace("http://", "http://geheim-user:geheim-word@")
              + "/repo?token=geheim-query";
      AcquireOptions options = options(Limit.REDIRECTS, 3).withListener(heard::add);
      SnapshotException e = FailedAcquire.of(options, url);
      StringBuilder all = new StringBuilder(e.fullMessage()).append(heard);
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        all.append(cause);
      }
      assertThat(all.toString()).contains(server.url() + "/repo").doesNotContain("geheim");
      assertThat(logins).isNotEmpty().allMatch(String::isEmpty);
      assertThat(temp.resolve("cache")).satisfies(HostileUrlsTest::namesNoSecret);
    }
  }

  private static void namesNoSecret(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("geheim"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProxyThatIsNotSupportedIsNotGoneAround() {
    try (RawHttpServer server =
        new RawHttpServer((request, out) -> RawHttpServer.head(out, "200 OK"))) {
      EnvironmentProxies proxies =
          EnvironmentProxies.of(Map.of("http_proxy", "socks5://me:geheim@127.0.0.1:1"));
      SnapshotException e =
          FailedAcquire.of(options(Limit.REFS, 10).withProxies(proxies), server.url() + "/repo");
      assertThat(e.fullMessage())
          .startsWith("cannot ask 127.0.0.1: http_proxy is not http://HOST:PORT")
          .doesNotContain("geheim");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void tricksInUrlsAreRefused() {
    for (String url :
        List.of(
            "ext::sh -c touch% /tmp/x",
            "fd::17",
            "ssh://-oProxyCommand=touch/x",
            "-oProxyCommand=touch:x",
            "ssh://host/",
            "git@-oProxyCommand=x:repo",
            "http://",
            "svn://geheim:geheim@host/x",
            " http://geheim:geheim@host/x",
            "http::http://geheim:geheim@host/x",
            "http:/geheim:geheim@host/x",
            "http:geheim:geheim@host/x",
            "http://geheim:geheim@host:99999/x",
            "https://geheim:geheim@/x")) {
      try (Acquirer acquirer = new Acquirer(options(Limit.REFS, 10).withOffline(true))) {
        assertThatThrownBy(
                () -> acquirer.acquire(List.of(url), FailedAcquire.COMMIT, Optional.empty()))
            .as(url)
            .isInstanceOf(SnapshotException.class)
            .hasMessageNotContaining("geheim");
      }
    }
  }
}
