package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that send without end, hardly anything, nonsense, or something else than was asked for.
 */
final class HostileServersTest {
  private static final Oid COMMIT = Oid.fromHex("1234567890123456789012345678901234567890");
  private static final String SHOWS_VERSION_2 =
      packet("version 2\n") + packet("ls-refs\n") + packet("fetch=shallow filter\n") + "0000";
  private static final String NO_REFS = "0000";
  private static final String PACK_FOLLOWS = packet("packfile\n");

  private final Path temp;

  HostileServersTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private interface Script {
    void run(OutputStream out) throws IOException, InterruptedException;
  }

  /** Says what a test wants to whoever connects, and listens to nothing. */
  private static final class Liar implements AutoCloseable {
    private final ServerSocket socket;
    private final Script script;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    Liar(Script script) {
      this.script = script;
      try {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      start(this::accept);
    }

    String url() {
      return "git://127.0.0.1:" + socket.getLocalPort() + "/repo";
    }

    int connections() {
      return clients.size();
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "liar");
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      while (true) {
        try {
          Socket client = socket.accept();
          clients.add(client);
          start(() -> serve(client));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void serve(Socket client) {
      try (client) {
        start(() -> drain(client));
        script.run(client.getOutputStream());
        client.shutdownOutput();
        Thread.sleep(2000); // A reset would take away what was not read yet.
      } catch (IOException | InterruptedException gone) {
        // The client has seen enough.
      }
    }

    private static void drain(Socket client) {
      try {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException gone) {
        // So is the server.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static String packet(String text) {
    return String.format("%04x%s", text.length() + 4, text);
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private AcquireOptions options(Limit limit, long value) {
    return AcquireOptions.of(temp.resolve("cache"))
        .withTimeout(Duration.ofSeconds(20))
        .withLimits(Limits.DEFAULT.with(limit, value));
  }

  private static SnapshotException failure(AcquireOptions options, String... urls) {
    try (Acquirer acquirer = new Acquirer(options)) {
      acquirer.acquire(List.of(urls), COMMIT, Optional.empty()).close();
      throw new AssertionError("it gave what it does not have");
    } catch (SnapshotException e) {
      assertThat(e.fullMessage()).doesNotContain("\n").doesNotContain("\u001b");
      return e;
    } catch (IOException e) {
      throw new AssertionError("no message for people", e);
    }
  }

  private SnapshotException failure(Script script) throws IOException {
    try (Liar liar = new Liar(script)) {
      return failure(options(Limit.REFS, 1000), liar.url());
    }
  }

  @Test
  void refsWithoutEndAreStopped() throws Exception {
    try (Liar liar =
        new Liar(
            out -> {
              for (int i = 0; ; i++) {
                say(out, packet(COMMIT + " refs/heads/b" + i + "\n"));
              }
            })) {
      SnapshotException e = failure(options(Limit.REFS, 1000), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage())
          .isEqualTo(
              liar.url()
                  + ": the server has too many refs (the limit is refs, 1000; --limit refs=N"
                  + " allows more)");
      assertThat(liar.connections()).isEqualTo(1);
    }
  }

  @Test
  void messagesWithoutEndAreStopped() throws Exception {
    try (Liar liar =
        new Liar(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS);
              while (true) {
                say(out, packet("\2Counting objects: 17\r"));
              }
            })) {
      SnapshotException e = failure(options(Limit.MESSAGE_BYTES, 10_000), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage()).contains("sends nothing but messages", "--limit message-bytes=N");
    }
  }

  @Test
  void aPackWithoutEndIsStopped() throws Exception {
    try (Liar liar =
        new Liar(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS);
              say(out, packet("\1PACK\0\0\0\2\0\017\377\377"));
              while (true) {
                say(out, packet("\1" + "\060\170\234\003\000\000\000\000\001".repeat(1000)));
              }
            })) {
      SnapshotException e = failure(options(Limit.RECEIVED_BYTES, 1 << 20), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage()).contains("sends more and more", "--limit received-bytes=N");
    }
  }

  @Test
  void aPackThatClaimsTooManyObjectsIsStopped() throws Exception {
    try (Liar liar =
        new Liar(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS);
              say(out, packet("\1PACK\0\0") + packet("\1\0\2\177\377\377\377"));
              Thread.sleep(60_000);
            })) {
      SnapshotException e = failure(options(Limit.REFS, 1000), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage())
          .contains("a pack of 2147483647 objects", "--limit pack-objects=N");
    }
  }

  @Test
  void aByteNowAndThenIsNoAnswer() throws Exception {
    String answer = packet(COMMIT + " refs/heads/main\0 no-such-capability\n").repeat(100);
    try (Liar liar =
        new Liar(
            out -> {
              for (int i = 0; i < answer.length(); i++) {
                say(out, answer.substring(i, i + 1));
                Thread.sleep(20);
              }
            })) {
      SnapshotException e = failure(options(Limit.STALL_SECONDS, 1), liar.url());
      assertThat(e).isInstanceOf(UnavailableException.class);
      assertThat(e.fullMessage())
          .isEqualTo(
              liar.url()
                  + ": hardly anything came in 1 s of waiting (the limit is stall-seconds, 1;"
                  + " --limit stall-seconds=N allows more)");
    }
  }

  @Test
  void aHeaderThatComesByteByByteIsNoAnswer() throws Exception {
    try (RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              say(out, "HTTP/1.1 200 OK\r\nX-Slow: ");
              while (true) {
                say(out, "x");
                Thread.sleep(20);
              }
            })) {
      String url = server.url() + "/repo";
      SnapshotException e = failure(options(Limit.STALL_SECONDS, 1), url);
      assertThat(e).hasMessage(url + ": hardly anything came in 1 s of waiting");
    }
  }

  @Test
  void silenceInTheMiddleOfAPackIsNoticedAndTold() throws Exception {
    List<Duration> silences = new CopyOnWriteArrayList<>();
    AcquireListener listener =
        new AcquireListener() {
          @Override
          public void stage(String text) {}

          @Override
          public void silence(Duration time) {
            silences.add(time);
          }
        };
    try (Liar liar =
        new Liar(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS + packet("\1PACK\0\0\0\2"));
              Thread.sleep(60_000);
            })) {
      AcquireOptions patient =
          options(Limit.REFS, 10).withTimeout(Duration.ofSeconds(5)).withListener(listener);
      assertThat(failure(patient, liar.url()))
          .hasMessage(liar.url() + ": did not answer within 5 s");
    }
    assertThat(silences).isNotEmpty().allMatch(time -> time.toSeconds() >= 3);
  }

  @Test
  void whatAServerSaysDrawsNothing() throws Exception {
    SnapshotException e = failure(out -> say(out, packet("ERR \33[2J\7you have\u202e been\nhad")));
    assertThat(e.getMessage()).contains("you have").doesNotContain("\7");
  }

  @Test
  void nonsenseHasAMessage() throws Exception {
    List<String> answers =
        List.of(
            "",
            "\0\0\0\0",
            "zzzz",
            "0001",
            "0003",
            "ffff",
            "0005x",
            packet(""),
            packet("x"),
            packet(COMMIT.hex()),
            packet(COMMIT + " "),
            packet(COMMIT + " refs/heads/../../x\n") + "0000",
            packet("version 9\n") + "0000",
            packet("version 2\n") + "0000",
            SHOWS_VERSION_2 + packet("nothing like a ref\n") + "0000",
            SHOWS_VERSION_2 + NO_REFS + packet("surprise\n"),
            SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS,
            SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS + packet("\3no\n"),
            SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS + packet("\4what\n"),
            SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS + packet("\1garbage") + "0000",
            SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS + packet("\1PACK\0\0\0\2\0\0\0\1") + "0000",
            // An empty pack with a wrong checksum.
            SHOWS_VERSION_2
                + NO_REFS
                + PACK_FOLLOWS
                + packet("\1PACK\0\0\0\2\0\0\0\0" + "x".repeat(20))
                + "0000");
    List<String> bad = new ArrayList<>();
    for (String answer : answers) {
      try {
        SnapshotException e = failure(out -> say(out, answer));
        if (!e.getMessage().startsWith("git://127.0.0.1:") || e.getMessage().contains("null")) {
          bad.add(answer + ": " + e.getMessage());
        }
      } catch (AssertionError | RuntimeException e) {
        bad.add(answer + ": " + e);
      }
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void anotherPackThanAskedForIsNotTaken() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("other"));
    Oid other = repo.commitFile("a", "b\n");
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThat(failure(options(Limit.REFS, 1000), daemon.url("other")).getMessage())
          .contains("no branch or tag leads to commit " + COMMIT)
          .doesNotContain(other.hex());
    }
  }

  @Test
  void aServerThatFailsForAWhileIsAskedAgainAfterTheOthers() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    Oid commit = repo.commitFile("a", "b\n");
    List<String> stages = new CopyOnWriteArrayList<>();
    int[] requests = {0};
    try (GitDaemon daemon = GitDaemon.start(temp);
        RawHttpServer broken =
            new RawHttpServer(
                (request, out) -> {
                  requests[0]++;
                  RawHttpServer.head(out, "503 Service Unavailable", "Content-Length: 0");
                })) {
      String bad = broken.url() + "/repo";
      AcquireOptions retrying =
          options(Limit.REFS, 1000)
              .withRetries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)))
              .withListener(stages::add);
      try (Acquirer acquirer = new Acquirer(retrying)) {
        acquirer.acquire(List.of(bad, daemon.url("repo")), commit, Optional.empty()).close();
      }
      assertThat(stages).noneMatch(stage -> stage.startsWith("asking again"));
      int once = requests[0];
      assertThat(once).isPositive();
      assertThat(failure(retrying, bad).getMessage()).contains("503");
      assertThat(requests[0]).isEqualTo(once + 3 * once);
      assertThat(stages).filteredOn(stage -> stage.startsWith("asking again")).hasSize(2);
    }
  }

  @Test
  void redirectsAreBoundedAndStayAmongWebServers() {
    for (String target :
        List.of(
            "/more/info/refs?service=git-upload-pack",
            "file:///etc/info/refs",
            "ftp://x/info/refs")) {
      int[] requests = {0};
      try (RawHttpServer server =
          new RawHttpServer(
              (request, out) -> {
                requests[0]++;
                RawHttpServer.head(out, "302 Found", "Location: " + target, "Content-Length: 0");
              })) {
        SnapshotException e = failure(options(Limit.REDIRECTS, 3), server.url() + "/repo");
        assertThat(e.getMessage())
            .startsWith(server.url() + "/repo: ")
            .containsIgnoringCase("redirect");
        assertThat(requests[0]).isLessThan(30);
      }
    }
  }

  @Test
  void aPasswordGoesToNobodyElseAndIsNeverShown() {
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
                            + thief.url().replace("127.0.0.1", "localhost")
                            + "/repo/info/refs?service=git-upload-pack",
                        "Content-Length: 0"))) {
      String url =
          server.url().replace("http://", "http://geheim-user:geheim-word@")
              + "/repo?token=geheim-query";
      AcquireOptions options = options(Limit.REDIRECTS, 3).withListener(heard::add);
      SnapshotException e = failure(options, url);
      StringBuilder all = new StringBuilder(e.fullMessage()).append(heard);
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        all.append(cause);
      }
      assertThat(all.toString()).contains(server.url() + "/repo").doesNotContain("geheim");
      assertThat(logins).isNotEmpty().allMatch(String::isEmpty);
      assertThat(temp.resolve("cache")).satisfies(HostileServersTest::namesNoSecret);
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
          EnvironmentProxies.of(Map.of("http_proxy", "http://me:geheim@127.0.0.1:1"));
      SnapshotException e =
          failure(options(Limit.REFS, 10).withProxies(proxies), server.url() + "/repo");
      assertThat(e.fullMessage())
          .startsWith("cannot ask 127.0.0.1: http_proxy has a user")
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
            "https://geheim:geheim@/x")) {
      try (Acquirer acquirer = new Acquirer(options(Limit.REFS, 10).withOffline(true))) {
        assertThatThrownBy(() -> acquirer.acquire(List.of(url), COMMIT, Optional.empty()))
            .as(url)
            .isInstanceOf(SnapshotException.class)
            .hasMessageNotContaining("geheim");
      }
    }
  }
}
