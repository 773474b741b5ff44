package org.gitsnapshot.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.RawHttpServer.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpFetcherTest {
  private static final HttpOptions QUICK =
      HttpOptions.of(EnvironmentProxies.NONE).withTimeout(Duration.ofMillis(400));

  private final HttpFetcher http = new HttpFetcher(QUICK);

  private String read(String url) throws IOException {
    try (HttpAnswer answer = http.get(HttpUrl.parse(url))) {
      return new String(answer.body().readAllBytes(), UTF_8);
    }
  }

  private HttpAnswer range(String url, long from, long to) throws IOException {
    return http.get(HttpUrl.parse(url), Optional.of(new ByteRange(from, to)), Optional.empty());
  }

  private static void fails(ThrowingCallable call, boolean retryable, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HttpFailure.class,
            failure -> {
              assertThat(failure.retryable()).as(failure.getMessage()).isEqualTo(retryable);
              assertThat(failure.getMessage()).contains(message).doesNotContain("\n");
            });
  }

  private static void failsAt(Handler handler, boolean retryable, String message) {
    try (RawHttpServer server = new RawHttpServer(handler)) {
      HttpFetcherTest test = new HttpFetcherTest();
      fails(() -> test.read(server.url() + "/f?token=secret"), retryable, message);
      fails(() -> test.read(server.url() + "/f?token=secret"), retryable, server.url() + "/f: ");
    }
  }

  @Test
  void aFileIsReadWithItsValidatorAndSize() throws IOException {
    try (RawHttpServer server = new RawHttpServer(RawHttpServer.bytes("content".getBytes(UTF_8)));
        HttpAnswer answer = http.get(HttpUrl.parse(server.url() + "/a b"))) {
      assertThat(answer.body().readAllBytes()).asString(UTF_8).isEqualTo("content");
      assertThat(answer.size()).hasValue(7);
      assertThat(answer.validator()).hasValue("\"t\"");
      assertThat(server.requests().get(0).target()).isEqualTo("/a%20b");
      assertThat(server.requests().get(0).header("accept-encoding")).isEqualTo("identity");
      assertThat(server.requests().get(0).headers()).doesNotContainKeys("upgrade");
    }
  }

  @Test
  void rangesAreAskedForAndChecked() throws IOException {
    try (RawHttpServer server = new RawHttpServer(RawHttpServer.bytes("content".getBytes(UTF_8)))) {
      try (HttpAnswer middle = range(server.url(), 2, 4)) {
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.from()).isEqualTo(2);
        assertThat(middle.size()).hasValue(7);
        assertThat(middle.body().readAllBytes()).asString(UTF_8).isEqualTo("nt");
      }
      try (HttpAnswer end = range(server.url(), 5, ByteRange.OPEN)) {
        assertThat(end.body().readAllBytes()).asString(UTF_8).isEqualTo("nt");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 4, bytes 2-3/*", "2, 9223372036854775807, bytes 2-3/*", "2, 9, bytes 2-3/4"})
  void aRangeMayBeGivenWithoutTheSizeAndEndWhereTheFileDoes(long from, long to, String given)
      throws IOException {
    Handler part =
        (request, out) -> {
          RawHttpServer.head(out, "206 Partial", "Content-Range: " + given, "Content-Length: 2");
          out.write(new byte[] {'n', 't'});
        };
    try (RawHttpServer server = new RawHttpServer(part);
        HttpAnswer answer = range(server.url(), from, to)) {
      assertThat(answer.from()).isEqualTo(2);
      assertThat(answer.size().isPresent()).isEqualTo(!given.endsWith("*"));
      assertThat(answer.body().readAllBytes()).asString(UTF_8).isEqualTo("nt");
    }
  }

  @Test
  void aServerWithoutRangesGivesAllFromTheStart() throws IOException {
    Handler whole =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: 3");
          out.write('a');
          out.write(new byte[] {'b', 'c'});
        };
    try (RawHttpServer server = new RawHttpServer(whole);
        HttpAnswer answer = range(server.url(), 1, 2)) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.from()).isZero();
      assertThat(answer.body().readAllBytes()).asString(UTF_8).isEqualTo("abc");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 1-3/7",
        "bytes 2-2/7",
        "bytes 2-4/7",
        "bytes 2-9/7",
        "bytes 1-3/*",
        "bytes 2-4/*",
        "items",
        ""
      })
  void anotherRangeThanAskedForIsRefused(String given) {
    Handler other =
        (request, out) -> RawHttpServer.head(out, "206 Partial", "Content-Range: " + given);
    try (RawHttpServer server = new RawHttpServer(other)) {
      fails(() -> range(server.url(), 2, 4), false, "another range");
    }
  }

  @Test
  void aPartWhereTheWholeWasAskedForIsRefused() {
    failsAt(
        (request, out) -> RawHttpServer.head(out, "206 Partial", "Content-Range: bytes 0-6/7"),
        false,
        "the server answered with a part of the file (206), and the whole was asked for");
  }

  @ParameterizedTest
  @CsvSource({
    "404,false",
    "403,false",
    "416,false",
    "408,true",
    "429,true",
    "500,true",
    "503,true"
  })
  void aStatusThatIsNoSuccessIsAFailure(int status, boolean retryable) {
    failsAt(
        (request, out) -> RawHttpServer.head(out, status + " X", "Content-Length: 0"),
        retryable,
        "the server answered " + status);
  }

  @Test
  void aWaitThatTheServerAsksForIsKept() {
    Handler busy = (request, out) -> RawHttpServer.head(out, "503 X", "Retry-After: 7");
    try (RawHttpServer server = new RawHttpServer(busy)) {
      assertThatThrownBy(() -> read(server.url()))
          .isInstanceOfSatisfying(
              HttpFailure.class,
              failure -> {
                assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7));
                assertThat(RetryPolicy.DEFAULT.delay(1, failure)).isEqualTo(Duration.ofSeconds(7));
              });
    }
  }

  @Test
  void redirectsAreFollowedToTheEnd() throws IOException {
    Handler hops =
        (request, out) -> {
          int left = Integer.parseInt(request.target().substring(1));
          if (left > 0) {
            RawHttpServer.head(out, "302 Found", "Location: /" + (left - 1));
          } else {
            RawHttpServer.head(out, "200 OK", "Content-Length: 1");
            out.write('x');
          }
        };
    try (RawHttpServer server = new RawHttpServer(hops)) {
      assertThat(read(server.url() + "/10")).isEqualTo("x");
      fails(() -> read(server.url() + "/11"), false, "more than 10 redirects");
      try (HttpAnswer answer = http.get(HttpUrl.parse(server.url() + "/2"))) {
        assertThat(answer.url()).hasToString(server.url() + "/0");
      }
    }
  }

  @Test
  void aRedirectInRawUtf8IsFollowedByItsBytes() throws IOException {
    Handler hop =
        (request, out) -> {
          if (request.target().equals("/go")) {
            out.write("HTTP/1.1 302 X\r\nLocation: /sch\u00f6n\r\n\r\n".getBytes(UTF_8));
          } else {
            RawHttpServer.bytes(request.target().getBytes(UTF_8)).answer(request, out);
          }
        };
    try (RawHttpServer server = new RawHttpServer(hop)) {
      assertThat(read(server.url() + "/go")).isEqualTo("/sch%C3%B6n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://h/", "http://u:p@h/", "//", "http:", ":"})
  void aRedirectToAnotherKindOfPlaceIsRefused(String location) {
    failsAt(
        (request, out) -> RawHttpServer.head(out, "301 X", "Location: " + location),
        false,
        "redirects to what is no URL");
  }

  @Test
  void protectionIsNotGivenUp() throws IOException {
    HttpUrl secure = HttpUrl.parse("https://h/a");
    assertThat(secure.redirect("b").secure()).isTrue();
    assertThat(secure.redirect("http://h/b").secure()).isFalse();
  }

  @Test
  void aBodyThatEndsEarlyOrNeverIsAFailure() {
    failsAt(
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: 10");
          out.write(new byte[4]);
        },
        true,
        "the answer broke off");
    failsAt(
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: 10");
          out.flush();
          Thread.sleep(5_000);
        },
        true,
        "the answer stalled");
    failsAt(
        (request, out) -> Thread.sleep(5_000),
        true,
        "no answer within 0.4 s; --timeout allows more");
    failsAt((request, out) -> {}, true, "no answer: ");
    failsAt((request, out) -> out.write("SSH-2.0\r\n\r\n".getBytes(UTF_8)), true, "no answer: ");
  }

  @Test
  void whatAServerSaysDoesNothingToATerminalAndIsCut() {
    Handler garbage =
        (request, out) ->
            out.write(("\33[31m GARB\7" + "x".repeat(4000) + "\r\n\r\n").getBytes(UTF_8));
    try (RawHttpServer server = new RawHttpServer(garbage)) {
      assertThatThrownBy(() -> read(server.url()))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("GARB")
          .message()
          .hasSizeLessThan(500)
          .matches("\\P{Cntrl}*");
    }
  }

  @Test
  void whatAServerSaysShowsNoSecretOfARedirect() {
    Handler hop =
        (request, out) ->
            RawHttpServer.head(out, "302 X", "Location: http://u:s3cr3t@h/a?s3cr3t=1\33[31m");
    try (RawHttpServer server = new RawHttpServer(hop)) {
      assertThatThrownBy(() -> read(server.url()))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("http://h/a")
          .message()
          .doesNotContain("s3cr3t")
          .matches("\\P{Cntrl}*");
    }
  }

  @Test
  void aTrickleIsTooSlow() {
    failsAt(
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: 100000");
          for (int i = 0; i < 50; i++) {
            out.write('x');
            out.flush();
            Thread.sleep(50);
          }
        },
        true,
        "s of waiting, fewer than 1024 a second; --timeout allows more time");
  }

  @Test
  void aSlowReaderIsNotAStall() throws Exception {
    byte[] content = new byte[1 << 20];
    try (RawHttpServer server = new RawHttpServer(RawHttpServer.bytes(content));
        HttpAnswer answer = http.get(HttpUrl.parse(server.url()))) {
      Thread.sleep(900);
      assertThat(answer.body().readAllBytes()).hasSize(content.length);
    }
  }

  @Test
  void aPortWhereNobodyListensIsNoConnection() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    fails(() -> read("http://127.0.0.1:" + port + "/"), true, "no connection");
  }

  @Test
  void proxiesOfTheEnvironmentAreUsed() throws IOException {
    Handler proxy = RawHttpServer.bytes("through".getBytes(UTF_8));
    try (RawHttpServer server = new RawHttpServer(proxy)) {
      HttpFetcher proxied =
          new HttpFetcher(
              HttpOptions.of(EnvironmentProxies.of(java.util.Map.of("http_proxy", server.url()))));
      try (HttpAnswer answer = proxied.get(HttpUrl.parse("http://mirror.example/f"))) {
        assertThat(answer.body().readAllBytes()).asString(UTF_8).isEqualTo("through");
      }
      assertThat(server.requests().get(0).target()).isEqualTo("http://mirror.example/f");
    }
  }
}
