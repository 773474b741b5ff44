package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.acquire.LyingServer.NO_REFS;
import static org.gitsnapshot.acquire.LyingServer.PACK_FOLLOWS;
import static org.gitsnapshot.acquire.LyingServer.SHOWS_VERSION_2;
import static org.gitsnapshot.acquire.LyingServer.packet;
import static org.gitsnapshot.acquire.LyingServer.say;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that send without end, or hardly anything. */
@Tag("one-jvm")
final class EndlessServersTest {
  private static final Oid COMMIT = FailedAcquire.COMMIT;
  private static final String ADVERTISEMENT =
      "Content-Type: application/x-git-upload-pack-advertisement";
  private static final String GZIP = "\37\213\10\0\0\0\0\0\0\3";
  private static final String GZIP_WITH_A_NAME = "\37\213\10\10\0\0\0\0\0\3";
  private static final String EMPTY_BLOCK = "\0\0\0\377\377";

  private final Path temp;

  EndlessServersTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private AcquireOptions options(Limit limit, long value) {
    return FailedAcquire.options(temp, limit, value);
  }

  /** A few of them are as much as many short ones. */
  @Test
  void longLinesCountForMany() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines.append(packet(COMMIT + " refs/heads/" + i + "b".repeat(60_000) + "\n"));
    }
    String plain = COMMIT + "\trefs/heads/" + "b".repeat(6_000_000);
    try (LyingServer liar = new LyingServer(out -> say(out, lines.toString()));
        RawHttpServer lists =
            new RawHttpServer(
                (request, out) -> {
                  RawHttpServer.head(out, "200 OK", "Content-Length: " + plain.length());
                  say(out, plain);
                })) {
      for (String url : List.of(liar.url(), lists.url() + "/repo")) {
        SnapshotException e = FailedAcquire.of(options(Limit.REFS, 1000), url);
        assertThat(e.getMessage()).isEqualTo(url + ": the server has too many refs");
      }
    }
  }

  @Test
  void aLineWithoutEndIsStopped() throws Exception {
    String piece = "b".repeat(60_000);
    for (String endless : List.of("/info/refs", "/HEAD")) {
      try (RawHttpServer server =
          new RawHttpServer(
              (request, out) -> {
                RawHttpServer.head(out, "200 OK", "Content-Type: text/plain");
                say(out, COMMIT + "\trefs/heads/main");
                while (request.target().contains(endless)) {
                  say(out, piece);
                }
                say(out, "\n");
              })) {
        String url = server.url() + "/repo";
        AcquireOptions options = options(Limit.RECEIVED_BYTES, 4 << 20);
        assertThat(FailedAcquire.of(options, url))
            .isInstanceOf(UnavailableException.class)
            .hasMessage(url + ": a line of its answer has more than 1 MiB");
      }
    }
  }

  @Test
  void capabilitiesWithoutEndAreStopped() throws Exception {
    try (LyingServer liar =
        new LyingServer(
            out -> {
              say(out, packet("version 2\n"));
              for (int i = 0; ; i++) {
                say(out, packet(i + "b".repeat(60_000) + "\n"));
              }
            })) {
      assertThat(FailedAcquire.of(options(Limit.RECEIVED_BYTES, 4 << 20), liar.url()))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(liar.url() + ": its capabilities have more than 1 MiB");
    }
  }

  @Test
  void refsWithoutEndAreStopped() throws Exception {
    try (LyingServer liar =
        new LyingServer(
            out -> {
              for (int i = 0; ; i++) {
                say(out, packet(COMMIT + " refs/heads/b" + i + "\n"));
              }
            })) {
      SnapshotException e = FailedAcquire.of(options(Limit.REFS, 1000), liar.url());
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
    try (LyingServer liar =
        new LyingServer(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS);
              while (true) {
                say(out, packet("\2Counting objects: 17\r"));
              }
            })) {
      SnapshotException e = FailedAcquire.of(options(Limit.MESSAGE_BYTES, 10_000), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage()).contains("sends nothing but messages", "--limit message-bytes=N");
    }
  }

  @Test
  void aPackWithoutEndIsStopped() throws Exception {
    try (LyingServer liar =
        new LyingServer(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS);
              say(out, packet("\1PACK\0\0\0\2\0\017\377\377"));
              while (true) {
                say(out, packet("\1" + "\060\170\234\003\000\000\000\000\001".repeat(1000)));
              }
            })) {
      SnapshotException e = FailedAcquire.of(options(Limit.RECEIVED_BYTES, 1 << 20), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage()).contains("sends more and more", "--limit received-bytes=N");
    }
  }

  @Test
  void aPackThatClaimsTooManyObjectsIsStopped() throws Exception {
    try (LyingServer liar =
        new LyingServer(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS);
              say(out, packet("\1PACK\0\0") + packet("\1\0\2\177\377\377\377"));
              Thread.sleep(60_000);
            })) {
      SnapshotException e = FailedAcquire.of(options(Limit.REFS, 1000), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage())
          .contains("a pack of 2147483647 objects", "--limit pack-objects=N");
    }
  }

  @Test
  void aByteNowAndThenIsNoAnswer() throws Exception {
    String answer = packet(COMMIT + " refs/heads/main\0 no-such-capability\n").repeat(100);
    try (LyingServer liar =
        new LyingServer(
            out -> {
              for (int i = 0; i < answer.length(); i++) {
                say(out, answer.substring(i, i + 1));
                Thread.sleep(20);
              }
            })) {
      SnapshotException e = FailedAcquire.of(options(Limit.STALL_SECONDS, 1), liar.url());
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
      SnapshotException e = FailedAcquire.of(options(Limit.STALL_SECONDS, 1), url);
      assertThat(e).hasMessage(url + ": hardly anything came in 1 s of waiting");
    }
  }

  private SnapshotException failure(
      AcquireOptions options, String header, String begin, String again, int pause)
      throws IOException {
    try (RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              RawHttpServer.head(out, "200 OK", ADVERTISEMENT, header);
              say(out, begin);
              while (true) {
                say(out, again);
                Thread.sleep(pause);
              }
            })) {
      String url = server.url() + "/repo";
      SnapshotException e =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> FailedAcquire.of(options, url), header);
      assertThat(e.getMessage()).startsWith(url + ": ");
      return e;
    }
  }

  @Test
  void whatIsNoPartOfTheBodyIsNoAnswer() throws Exception {
    AcquireOptions options = options(Limit.STALL_SECONDS, 1);
    List<SnapshotException> failures =
        List.of(
            failure(options, "Content-Encoding: gzip", GZIP, EMPTY_BLOCK, 20),
            failure(options, "Content-Encoding: gzip", GZIP_WITH_A_NAME, "n", 20),
            failure(options, "Transfer-Encoding: chunked", "5", ";", 20));
    assertThat(failures)
        .allSatisfy(
            e -> assertThat(e).hasMessageEndingWith(": hardly anything came in 1 s of waiting"))
        .allMatch(e -> ((UnavailableException) e).isPassing());
  }

  @Test
  void whatUnpacksToNothingIsStopped() throws Exception {
    String member = GZIP + "\3\0" + "\0".repeat(8);
    Map<String, String> answers =
        Map.of(GZIP, EMPTY_BLOCK, GZIP_WITH_A_NAME, "name", member, member);
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      SnapshotException e =
          failure(
              options(Limit.REFS, 1000),
              "Content-Encoding: gzip",
              answer.getKey(),
              answer.getValue().repeat(3000),
              0);
      assertThat(e).hasMessageEndingWith(": its answer is packed, but has nothing in it");
    }
  }

  @Test
  void whatUnpacksToMuchIsStopped() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      say(out, packet("# service=git-upload-pack\n") + "0000");
      for (int i = 0; i < 100; i++) {
        say(out, packet(COMMIT + " refs/heads/" + i + "b".repeat(60_000)));
      }
    }
    SnapshotException e =
        failure(
            options(Limit.RECEIVED_BYTES, 1 << 20),
            "Content-Encoding: gzip",
            packed.toString(StandardCharsets.ISO_8859_1),
            "",
            20);
    assertThat(e).hasMessageEndingWith(": the server sends more and more");
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
    try (LyingServer liar =
        new LyingServer(
            out -> {
              say(out, SHOWS_VERSION_2 + NO_REFS + PACK_FOLLOWS + packet("\1PACK\0\0\0\2"));
              Thread.sleep(60_000);
            })) {
      AcquireOptions patient =
          options(Limit.REFS, 10).withTimeout(Duration.ofSeconds(5)).withListener(listener);
      assertThat(FailedAcquire.of(patient, liar.url()))
          .hasMessage(liar.url() + ": did not answer within 5 s");
    }
    assertThat(silences).isNotEmpty().allMatch(time -> time.toSeconds() >= 3);
  }

  /** JGit has a table of shallow commits, in which these ids have the same place. */
  @Test
  void shallowCommitsWithoutEndAreStopped() throws Exception {
    StringBuilder shallow = new StringBuilder(packet("shallow-info\n"));
    for (int i = 0; i < 20_000; i++) {
      shallow.append(packet(String.format("shallow %040x\n", i)));
    }
    String answer = SHOWS_VERSION_2 + NO_REFS + shallow + "0001" + PACK_FOLLOWS;
    try (LyingServer liar = new LyingServer(out -> say(out, answer))) {
      SnapshotException e = FailedAcquire.of(options(Limit.REFS, 100_000), liar.url());
      assertThat(e).isInstanceOf(LimitExceededException.class);
      assertThat(e.fullMessage()).contains("has too many refs", "--limit refs=N");
    }
  }
}
