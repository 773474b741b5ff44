package org.gitsnapshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.gitsnapshot.testing.ForwardProxy;
import org.gitsnapshot.testing.LoopbackServer;
import org.junit.jupiter.api.Test;

/** Servers and proxies that accept a connection and then stand still before there is an answer. */
final class HttpStallsTest {
  private static HttpOptions options(Map<String, String> environment) {
    return HttpOptions.of(EnvironmentProxies.of(environment)).withTimeout(Duration.ofMillis(400));
  }

  private static void fails(Map<String, String> environment, String url, String message) {
    HttpFetcher http = new HttpFetcher(options(environment));
    assertThatThrownBy(() -> http.get(HttpUrl.parse(url)))
        .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessage(url + ": " + message);
  }

  /** Returns a server that says something to everyone at once, and nothing more. */
  private static LoopbackServer stalledAfter(String text) {
    return new LoopbackServer(
        client -> {
          client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
  }

  @Test
  void inTheHandshakeOfTls() {
    for (String text : new String[] {"", "\26\3\3\0\172\2\0\0\166\3\3"}) {
      try (LoopbackServer server = stalledAfter(text)) {
        fails(
            Map.of(),
            "https://" + server.address() + "/f",
            "no connection or no TLS handshake within 0.4 s; --timeout allows more");
      }
    }
  }

  @Test
  void inAProxy() {
    for (String text : new String[] {"", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\n\r\n"}) {
      try (LoopbackServer server = stalledAfter(text)) {
        fails(
            Map.of("https_proxy", server.address()),
            "https://mirror.invalid/f",
            "no connection or no TLS handshake through the proxy "
                + server.address()
                + " of https_proxy within 0.4 s; --timeout allows more");
      }
    }
  }

  @Test
  void aProxyThatWantsALogin() {
    try (ForwardProxy proxy = new ForwardProxy("me:word")) {
      for (String scheme : new String[] {"http", "https"}) {
        HttpFetcher http = new HttpFetcher(options(Map.of(scheme + "_proxy", proxy.address())));
        String url = scheme + "://mirror.invalid/f";
        assertThatThrownBy(() -> http.get(HttpUrl.parse(url)))
            .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.retryable()).isFalse())
            .hasMessageStartingWith(
                url
                    + ": the proxy "
                    + proxy.address()
                    + " of "
                    + scheme
                    + "_proxy answered 407: it wants a user and a password; write USER:PASSWORD@"
                    + " before the host in "
                    + scheme
                    + "_proxy, or ");
      }
    }
  }

  @Test
  void theConnectionHasAPartOfTheTime() {
    HttpOptions usual = HttpOptions.of(EnvironmentProxies.NONE);
    assertThat(usual.withTimeout(Duration.ofSeconds(5)).connectTimeout()).hasSeconds(5);
    assertThat(usual.connectTimeout()).hasSeconds(15);
    assertThat(usual.withTimeout(Duration.ofMinutes(2)).connectTimeout()).hasSeconds(30);
  }
}
