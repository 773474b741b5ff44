package org.gitsnapshot.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.request.ServeRequest;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or are many. */
@Timeout(30)
@Tag("one-jvm")
class HostileClientsTest {
  private static final byte[] LARGE = TestMirror.random(2, 16 << 20);

  @TempDir static Path directory = Path.of(".");

  @SuppressWarnings("NullAway.Init")
  private ServerFixture server;

  @BeforeAll
  static void make() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("mirror"));
    mirror.add("large", LARGE).add("small", new byte[1000]);
    Files.writeString(directory.resolve("secret"), "TOP SECRET");
    Files.writeString(mirror.directory().resolve("secret"), "TOP SECRET");
  }

  @BeforeEach
  void serve() throws IOException {
    server = new ServerFixture(directory.resolve("mirror"), ServerFixture.QUICK, Optional.empty());
  }

  @AfterEach
  void stillServes() throws Exception {
    assertThat(server.get("small").body()).hasSize(1000);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/%2e%2e%2fsecret",
        "/..%5csecret",
        "/..\\secret",
        "/./secret",
        "//secret",
        "/secret",
        "/small/../secret",
        "/small/%2e%2e/secret",
        "/small;/../secret",
        "/secret%00",
        "/small%00.tgz",
        "/%00",
        "/%",
        "/%2",
        "/%zz",
        "/%c0%ae%c0%ae/secret",
        "/%ff",
        "/\u0000",
        "/.lock",
        "/%2Fetc/passwd",
        "/etc/passwd",
        "http://other/../secret",
        "file:///etc/passwd",
        "*",
        "secret",
        "",
      })
  void pathTricksFindNothing(String target) throws IOException {
    for (String method : List.of("GET", "HEAD")) {
      String answer =
          server.raw(method + " " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(answer).matches("(?s)HTTP/1.1 (40[04]|505) .*").doesNotContain("SECRET", "root:");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n\r\n",
        "GET\r\n\r\n",
        "GET /small\r\n\r\n",
        "GET /small HTTP/9.9\r\nHost: h\r\n\r\n",
        "GET /small HTTP/1.1\r\n\r\n",
        "GET /small HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
        "GET /small HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /small HTTP/1.1\r\nHost: h\r\nbad header\r\n\r\n",
        "GET /small HTTP/1.1\r\nHost: h\r\n A: folded\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
      })
  void nonsenseIsAnsweredWithAnErrorAndTheConnectionClosed(String bytes) throws IOException {
    String answer = server.raw(bytes + "\r\n\r\n");
    assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 (400|505) .*")).isTrue();
  }

  @Test
  void aHugeHeaderIsRefusedAtOnce() throws IOException {
    String line = "X-A: " + "a".repeat(4_000) + "\r\n";
    assertThat(tolerant("GET /small HTTP/1.1\r\nHost: h\r\n" + line.repeat(2_000) + "\r\n"))
        .matches("(?s)(HTTP/1.1 431 .*)?");
    assertThat(tolerant("GET /" + "a".repeat(3_000_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
        .matches("(?s)(HTTP/1.1 4(14|31) .*)?");
  }

  /** The server may close while there is more to send, which can take its answer with it. */
  private String tolerant(String text) throws IOException {
    try {
      return server.raw(text);
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void aBodyIsNotWaitedFor() throws IOException {
    String post = "POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\nabc";
    assertThat(server.raw(post)).startsWith("HTTP/1.1 405 ");
    String get = "GET /small HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab";
    assertThat(server.raw(get)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aClientThatTakesItsTimeWithAHeaderIsLeft() throws Exception {
    // A server that waits for the next byte only would never leave, and the class has its timeout.
    try (Socket socket = server.connect()) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      boolean closed = false;
      for (int i = 0; !closed; i++) {
        try {
          out.write("GET /small HTTP/1.1\r\nX".getBytes(ISO_8859_1), Math.min(i, 20), 1);
          out.flush();
          Thread.sleep(50);
          closed = in.available() > 0 && in.read() < 0;
        } catch (SocketException gone) {
          closed = true;
        }
      }
    }
  }

  @Test
  void aClientThatSaysNothingIsLeft() throws IOException {
    try (Socket socket = server.connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aKeptConnectionEndsAfterAWhile() throws Exception {
    try (Socket socket = server.connect()) {
      byte[] request = "GET /small HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(ISO_8859_1);
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(request);
        Thread.sleep(300);
      }
      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(4);
    }
  }

  @Test
  void aClientThatDoesNotReadIsLeftAndOthersAreServed() throws Exception {
    List<Socket> lazy = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Socket socket = server.connect();
      socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(ISO_8859_1));
      lazy.add(socket);
    }
    assertThat(server.get("large").body()).isEqualTo(LARGE);
    Thread.sleep(1_500);
    for (Socket socket : lazy) {
      try (socket) {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
          count += n;
        }
        assertThat(count).isLessThan(LARGE.length);
      } catch (SocketException reset) {
        assertThat(reset).isNotNull();
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    String one = "GET /small HTTP/1.1\r\nHost: h\r\n\r\n";
    String last = "GET /small HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    String answers = server.raw(one.repeat(500) + last);
    assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(502);
  }

  @Test
  void aFloodOfRequestsThatAreNotReadEnds() throws Exception {
    byte[] flood = "GET /large HTTP/1.1\r\nHost: h\r\n\r\n".repeat(2_000).getBytes(ISO_8859_1);
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(flood);
      Thread.sleep(1_500);
      assertThat(server.log.size()).isLessThan(5);
    }
  }

  @Test
  void twoHundredClientsAtOnceGetTheirBytes() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(200);
    try (ServerFixture usual = new ServerFixture(directory.resolve("mirror"))) {
      List<Callable<Boolean>> clients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int from = i * 80_000;
        clients.add(
            () -> {
              boolean same = true;
              for (int round = 0; round < 5; round++) {
                byte[] body =
                    usual.get("large", "Range", "bytes=" + from + "-" + (from + 79_999)).body();
                same &= java.util.Arrays.equals(body, 0, body.length, LARGE, from, from + 80_000);
              }
              return same;
            });
      }
      for (Future<Boolean> client : pool.invokeAll(clients)) {
        assertThat(client.get()).isTrue();
      }
      usual.close();
      assertThat(usual.log).hasSize(1000).allMatch(line -> line.endsWith("\" 206 80000"));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Also when their client takes nothing for a while; the clients that only wait do not count. */
  @Test
  void runningAnswersEndBeforeTheServerDoes() throws Exception {
    ServeRequest.Limits patient =
        new ServeRequest.Limits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 10, 8192);
    ServerFixture closing =
        new ServerFixture(directory.resolve("mirror"), patient, Optional.empty());
    try (Socket idle = closing.connect();
        Socket socket = closing.connect()) {
      socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      Thread closer = new Thread(closing::close);
      closer.start();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      Thread.sleep(1_500);
      long rest = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      assertThat(rest).isGreaterThan(LARGE.length);
      closer.join(TimeUnit.SECONDS.toMillis(5));
      assertThat(closer.isAlive()).isFalse();
    }
  }
}
