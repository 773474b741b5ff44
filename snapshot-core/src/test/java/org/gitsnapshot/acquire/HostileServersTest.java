package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.acquire.LyingServer.NO_REFS;
import static org.gitsnapshot.acquire.LyingServer.PACK_FOLLOWS;
import static org.gitsnapshot.acquire.LyingServer.SHOWS_VERSION_2;
import static org.gitsnapshot.acquire.LyingServer.packet;
import static org.gitsnapshot.acquire.LyingServer.say;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that send nonsense, or something else than was asked for. */
final class HostileServersTest {
  private static final Oid COMMIT = FailedAcquire.COMMIT;

  private final Path temp;

  HostileServersTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private AcquireOptions options(Limit limit, long value) {
    return FailedAcquire.options(temp, limit, value);
  }

  private SnapshotException failure(LyingServer.Script script) throws IOException {
    try (LyingServer liar = new LyingServer(script)) {
      return FailedAcquire.of(options(Limit.REFS, 1000), liar.url());
    }
  }

  @Test
  void whatAServerSaysDrawsNothing() throws Exception {
    SnapshotException e = failure(out -> say(out, packet("ERR \33[2J\7you have\u202e been\nhad")));
    assertThat(e.getMessage()).contains("you have").doesNotContain("\7");
  }

  @Test
  void whatAServerSaysAtLengthIsCutInNoTime() throws Exception {
    for (String words : List.of("x", " ", "x.", "http://", ":", "1:", "x\n")) {
      String text = "ERR a" + words.repeat(65_000 / words.length());
      SnapshotException e =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> failure(out -> say(out, packet(text))));
      assertThat(e.getMessage().length()).as(words).isLessThan(600);
    }
  }

  /** The list of what a server of plain files borrows could go on for ever, one after the other. */
  @Test
  void objectsThatAServerBorrowsAreNotAskedFor() throws Exception {
    List<String> others = new CopyOnWriteArrayList<>();
    try (RawHttpServer other =
            new RawHttpServer(
                (request, out) -> {
                  others.add(request.target() + request.header("authorization"));
                  RawHttpServer.head(out, "404 Not Found", "Content-Length: 0");
                });
        RawHttpServer server =
            new RawHttpServer(
                (request, out) -> {
                  String body = plainFile(request.target(), other.url());
                  String status = body.isEmpty() ? "404 Not Found" : "200 OK";
                  RawHttpServer.head(out, status, "Content-Length: " + body.length());
                  say(out, body);
                })) {
      String url = server.url().replace("http://", "http://me:geheim@") + "/repo";
      SnapshotException e = FailedAcquire.of(options(Limit.REFS, 1000), url);
      assertThat(e.getMessage()).startsWith(server.url() + "/repo: it has no file ");
      assertThat(e.fullMessage()).doesNotContain("geheim").contains("must have all objects itself");
      assertThat(others).isEmpty();
      assertThat(server.requests()).noneMatch(request -> request.target().contains("alternates"));
    }
  }

  private static String plainFile(String path, String other) {
    if (path.startsWith("/repo/info/refs")) {
      return COMMIT + "\trefs/heads/main\n";
    }
    return path.endsWith("alternates") ? other + "/r.git/objects\n" : "";
  }

  @Test
  void saysWhatIsWrongWithAnAnswerOfHttp() throws Exception {
    Map<String, String> messages =
        Map.of(
            "401 No", "the user and the password were not accepted",
            "503", "the server answered with status 503",
            "200 OK", "what came is no list of refs, but begins with <!DOCTYPE html>");
    for (Map.Entry<String, String> message : messages.entrySet()) {
      String body = "<!DOCTYPE html>\n<html></html>\n";
      try (RawHttpServer server =
          new RawHttpServer(
              (request, out) -> {
                RawHttpServer.head(out, message.getKey(), "Content-Length: " + body.length());
                say(out, body);
              })) {
        String url = server.url().replace("http://", "http://me:geheim@") + "/repo";
        SnapshotException e = FailedAcquire.of(options(Limit.REFS, 1000), url);
        assertThat(e).hasMessage(server.url() + "/repo: " + message.getValue());
      }
    }
  }

  @Test
  void whatIsNoHttpHasAMessage() throws Exception {
    for (String answer :
        List.of("\33[31m garbage\r\n\r\n", "\0", "HTTP/1.1 100 C\r\n\r\n".repeat(50_000))) {
      try (LyingServer liar = new LyingServer(out -> say(out, answer))) {
        SnapshotException e = FailedAcquire.of(options(Limit.REFS, 1000), liar.url("http"));
        assertThat(e.getMessage())
            .startsWith(liar.url("http") + ": ")
            .doesNotContain("null", "failed");
      }
    }
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
            packet("ERR "),
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
        if (!e.getMessage().matches("git://127.0.0.1:[0-9]+/repo: (?!git:|.*null|-?[0-9]*$).*")) {
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
      assertThat(FailedAcquire.of(options(Limit.REFS, 1000), daemon.url("other")).getMessage())
          .contains("no branch or tag leads to commit " + COMMIT)
          .doesNotContain(other.hex());
    }
  }

  @Test
  void aCommitThatIsPromisedAndNotGivenIsToldSo() throws Exception {
    String empty = "PACK\0\0\0\2\0\0\0\0";
    byte[] digest =
        MessageDigest.getInstance("SHA-1").digest(empty.getBytes(StandardCharsets.ISO_8859_1));
    String pack = empty + new String(digest, StandardCharsets.ISO_8859_1);
    String answer =
        SHOWS_VERSION_2
            + packet(COMMIT + " refs/heads/lost\n")
            + "0000"
            + PACK_FOLLOWS
            + packet("\1" + pack)
            + "0000";
    try (LyingServer liar = new LyingServer(out -> say(out, answer))) {
      assertThat(FailedAcquire.of(options(Limit.REFS, 1000), liar.url()).getMessage())
          .isEqualTo(
              liar.url()
                  + ": the server does not give commit "
                  + COMMIT
                  + ", to which its refs lead");
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
                  // The reason is for people: it may be missing.
                  String status = requests[0] % 2 == 0 ? "503 " : "503 busy";
                  RawHttpServer.head(out, status, "Content-Length: 0");
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
      assertThat(FailedAcquire.of(retrying, bad).getMessage()).contains("503");
      assertThat(requests[0]).isEqualTo(once + 3 * once);
      assertThat(stages).filteredOn(stage -> stage.startsWith("asking again")).hasSize(2);
    }
  }
}
