package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.mirror.MirrorFixture.QUICK;
import static org.gitsnapshot.mirror.MirrorFixture.file;
import static org.gitsnapshot.mirror.MirrorFixture.outcomes;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.DownloadOptions;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from servers that answer well, and from all the others. */
class MirrorDownloadTest {
  @TempDir Path directory;
  private SourceServer server;
  private MirrorFixture mirror;

  @BeforeEach
  void start() throws IOException {
    server = new SourceServer();
    mirror = new MirrorFixture(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatCanBeHadIsThereAndTheRestIsTold() throws IOException {
    mirror
        .step(
            "a",
            server.line("good", "a.gz"),
            server.line("slow", "slow.gz"),
            server.line("norange", "b.gz"),
            server.line("moved", "c.gz"),
            server.line("busy", "d.gz"))
        .step(
            "b",
            server.line("404", "missing.gz"),
            server.line("loop", "loop.gz"),
            server.line("wrong", "wrong.gz"),
            server.line("short", "short.gz"),
            server.line("reset", "reset.gz"),
            server.line("resetnorange", "resetnorange.gz"));
    MirrorReport report = mirror.run();
    assertThat(outcomes(report))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("a.gz", Outcome.DOWNLOADED),
                Map.entry("b.gz", Outcome.DOWNLOADED),
                Map.entry("c.gz", Outcome.DOWNLOADED),
                Map.entry("d.gz", Outcome.DOWNLOADED),
                Map.entry("slow.gz", Outcome.DOWNLOADED),
                Map.entry("reset.gz", Outcome.DOWNLOADED),
                Map.entry("resetnorange.gz", Outcome.DOWNLOADED),
                Map.entry("missing.gz", Outcome.FAILED),
                Map.entry("loop.gz", Outcome.FAILED),
                Map.entry("wrong.gz", Outcome.WRONG),
                Map.entry("short.gz", Outcome.WRONG)));
    assertThat(file(report, "missing.gz").message().orElseThrow()).contains("404");
    assertThat(file(report, "loop.gz").message().orElseThrow()).contains("redirects");
    assertThat(file(report, "wrong.gz").message().orElseThrow())
        .contains("expected " + SourceServer.sha256("wrong.gz"));
    assertThat(mirror.published())
        .containsExactly(
            "SHA256SUMS",
            "a.gz",
            "b.gz",
            "c.gz",
            "d.gz",
            "index.html",
            "manifest.json",
            "reset.gz",
            "resetnorange.gz",
            "slow.gz");
    mirror.assertConsistent();
    assertThat(mirror.setAside()).hasSize(2).first().asString().startsWith("short.gz.");
    assertThat(
            Files.readString(mirror.state().resolve("wrong/" + mirror.setAside().get(1) + ".txt")))
        .contains(server.url("wrong", "wrong.gz"), "expected " + SourceServer.sha256("wrong.gz"));
  }

  @Test
  void anEncodingThatNobodyAskedForIsNamedAsTheCause() throws IOException {
    mirror.step("a", server.line("encoded", "a.bin"));
    assertThat(file(mirror.run(), "a.bin").message().orElseThrow())
        .contains(": 999 bytes with sha256 ")
        .endsWith(
            "; likely since the server sends it with Content-Encoding gzip, though it was asked"
                + " not to");
  }

  @Test
  void aDownloadThatBreaksOffGoesOnWhereItWas() throws IOException {
    mirror.step("a", server.line("reset", "big-1.gz"));
    assertThat(outcomes(mirror.run())).containsValue(Outcome.DOWNLOADED);
    assertThat(server.requests()).hasSizeBetween(3, 4);
    assertThat(server.bytesSent()).isEqualTo(SourceServer.content("big-1.gz").length);
  }

  @Test
  void aLaterRunGoesOnWhereAnEarlierOneWas() throws IOException {
    mirror.step("a", server.line("reset", "piece.gz"));
    DownloadOptions once =
        new DownloadOptions(List.of(), false, 1, 1, 1, QUICK.firstWait(), 1 << 30);
    // Less than what counts as progress each time, so that one run does not do it all.
    int size = SourceServer.content("piece.gz").length;
    assertThat(size).isLessThan(3 * (64 << 10));
    for (int run = 1; run < 3; run++) {
      assertThat(outcomes(mirror.run(mirror.with(once)))).containsValue(Outcome.FAILED);
    }
    assertThat(outcomes(mirror.run(mirror.with(once)))).containsValue(Outcome.DOWNLOADED);
    assertThat(server.bytesSent()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "206 X|Content-Range: bytes %1$d-%2$d/*",
        "206 X|Content-Range: bytes 0-%2$d/%3$d",
        "206 X|ETag: \"1\"",
        "400 X|Content-Length: 0",
        "403 X|Content-Length: 0",
        "501 X|Content-Length: 0",
      })
  void aServerThatBreaksOffAndGivesNoRestGivesTheWhole(String says) throws IOException {
    byte[] bytes = SourceServer.content("big-1.gz");
    String[] lines = says.split("\\|", 2);
    AtomicInteger wholes = new AtomicInteger();
    RawHttpServer.Handler handler =
        (request, out) -> {
          String range = request.header("range");
          if (range.isEmpty()) {
            RawHttpServer.head(out, "200 OK", "Content-Length: " + bytes.length);
            int most = wholes.getAndIncrement() == 0 ? bytes.length / 3 : bytes.length;
            out.write(bytes, 0, most);
          } else {
            int from = Integer.parseInt(range.substring(6, range.indexOf('-')));
            String header = lines[1].formatted(from, bytes.length - 1, bytes.length);
            RawHttpServer.head(out, lines[0], header);
            out.write(bytes, from, bytes.length - from);
          }
        };
    try (RawHttpServer other = new RawHttpServer(handler)) {
      String line = "f " + other.url() + "/a.gz " + SourceServer.sha256("big-1.gz") + "\n";
      assertThat(outcomes(mirror.step("a", line).run())).containsValue(Outcome.DOWNLOADED);
      assertThat(mirror.destination().resolve("a.gz")).hasBinaryContent(bytes);
      // What is legal is taken as it is.
      assertThat(other.requests()).hasSize(says.contains("/*") ? 2 : 3);
    }
  }

  @Test
  void theBeginningStaysWhereAServerRefusesTheWholeToo() throws IOException {
    byte[] bytes = SourceServer.content("big-1.gz");
    AtomicInteger count = new AtomicInteger();
    RawHttpServer.Handler handler =
        (request, out) -> {
          int number = count.getAndIncrement();
          if (number == 0) {
            RawHttpServer.head(out, "200 OK", "ETag: \"t\"", "Content-Length: " + bytes.length);
            out.write(bytes, 0, bytes.length / 3);
          } else if (number < 3) {
            RawHttpServer.head(out, "403 X", "Content-Length: 0");
          } else {
            RawHttpServer.bytes(bytes).answer(request, out);
          }
        };
    try (RawHttpServer other = new RawHttpServer(handler)) {
      String line = "f " + other.url() + "/a.gz " + SourceServer.sha256("big-1.gz") + "\n";
      assertThat(file(mirror.step("a", line).run(), "a.gz").message().orElseThrow())
          .contains("the server answered 403");
      assertThat(outcomes(mirror.run())).containsValue(Outcome.DOWNLOADED);
      assertThat(other.requests().get(3).header("range"))
          .isEqualTo("bytes=" + bytes.length / 3 + "-");
    }
  }

  @Test
  void aSecondRunAsksNobodyAndReadsNothing() throws IOException {
    mirror.step("a", server.line("good", "a.gz"), server.line("good", "b.gz"));
    assertThat(mirror.run().published()).isTrue();
    Path file = mirror.destination().resolve("a.gz");
    FileTime time = Files.getLastModifiedTime(file);
    byte[] changed = Files.readAllBytes(file);
    changed[0]++;
    Files.write(file, changed);
    Files.setLastModifiedTime(file, time);
    server.requests().clear();
    MirrorReport second = mirror.run();
    assertThat(outcomes(second))
        .containsEntry("a.gz", Outcome.GOOD)
        .containsEntry("b.gz", Outcome.GOOD);
    assertThat(second.published()).isFalse();
    assertThat(server.requests()).isEmpty();
    MirrorRequest rehash = mirror.request(MirrorRequest.Mode.UPDATE, QUICK, true, false);
    MirrorReport third = mirror.run(rehash);
    assertThat(outcomes(third))
        .containsEntry("a.gz", Outcome.DOWNLOADED)
        .containsEntry("b.gz", Outcome.GOOD);
    assertThat(third.notes()).singleElement().asString().contains("a.gz was in the mirror");
    assertThat(mirror.setAside()).singleElement().asString().startsWith("a.gz.");
    mirror.assertConsistent();
  }

  @Test
  void aFileThatWasPutThereIsTakenIfItIsRight() throws IOException {
    Files.createDirectories(mirror.destination());
    Files.write(mirror.destination().resolve("a.gz"), SourceServer.content("a.gz"));
    mirror.step("a", server.line("404", "a.gz"));
    assertThat(outcomes(mirror.run())).containsEntry("a.gz", Outcome.GOOD);
    mirror.assertConsistent();
  }

  @Test
  void mirrorsAreAskedInTurnAndThenUpstream() throws IOException {
    mirror.step("a", server.line("good", "a.gz"), server.line("good", "b.gz"));
    DownloadOptions options =
        QUICK.withMirrors(List.of(server.url("wrong", ""), server.url("404", "")), false);
    assertThat(outcomes(mirror.run(mirror.with(options))))
        .containsEntry("a.gz", Outcome.DOWNLOADED)
        .containsEntry("b.gz", Outcome.DOWNLOADED);
    assertThat(server.requests())
        .containsExactlyInAnyOrder(
            "/wrong/a.gz", "/404/a.gz", "/good/a.gz", "/wrong/b.gz", "/404/b.gz", "/good/b.gz");
    assertThat(mirror.setAside()).hasSize(2);
  }

  @Test
  void theManifestTellsWhichMirrorGaveAFile() throws IOException {
    mirror.step("a", server.line("404", "a.gz"));
    DownloadOptions options = QUICK.withMirrors(List.of(server.url("moved", "")), true);
    mirror.run(mirror.with(options));
    MirrorManifest manifest = mirror.manifest();
    Origin.Download origin = (Origin.Download) manifest.file("a.gz").orElseThrow().origin();
    assertThat(origin.url()).isEqualTo(server.url("404", "a.gz"));
    assertThat(origin.from()).contains(server.url("good", "a.gz"));
    assertThat(origin.mirror()).contains(server.url("moved", ""));
    assertThat(server.requests()).first().isEqualTo("/404/a.gz");
  }

  @Test
  void aDeadMirrorCostsLittle() throws IOException {
    for (int i = 0; i < 8; i++) {
      mirror.step("s" + i, server.line("good", "f" + i + ".gz"));
    }
    // Nothing listens at port 1 of the loopback.
    DownloadOptions options =
        new DownloadOptions(
            List.of("http://127.0.0.1:1/"), false, 1, 1, 3, QUICK.firstWait(), 1 << 30);
    MirrorReport report = mirror.run(mirror.with(options));
    assertThat(report.complete()).isTrue();
    assertThat(report.count(Outcome.DOWNLOADED)).isEqualTo(8);
  }

  @Test
  void aHostHasNoMoreDownloadsAtOnceThanItMay() throws IOException {
    for (int i = 0; i < 10; i++) {
      mirror.step("s" + i, server.line("slow", "f" + i + ".gz"));
    }
    DownloadOptions options =
        new DownloadOptions(List.of(), false, 8, 2, 2, QUICK.firstWait(), 1 << 30);
    assertThat(mirror.run(mirror.with(options)).complete()).isTrue();
    // The server hears a little later than the client that an answer is over.
    assertThat(server.mostAtOnce()).isBetween(2, 3);
  }

  @Test
  void aDownloadHasALimit() throws IOException {
    mirror.step("a", server.line("good", "big-1.gz"));
    DownloadOptions options =
        new DownloadOptions(List.of(), false, 8, 2, 2, QUICK.firstWait(), 1000);
    MirrorReport report = mirror.run(mirror.with(options));
    assertThat(file(report, "big-1.gz").message().orElseThrow()).contains("limit of a download");
    assertThat(file(report, "big-1.gz").hint().orElseThrow())
        .isEqualTo("allow more with --max-size, or name another mirror with --mirror");
    assertThat(Files.exists(mirror.state().resolve("partial/big-1.gz"))).isFalse();
  }

  @Test
  void aUrlThatCannotBeAskedIsToldWithWhatToWrite() throws IOException {
    mirror.step("a", "f http://me:pass/word@a_b/a.gz " + SourceServer.sha256("a.gz") + "\n");
    assertThat(file(mirror.run(), "a.gz").message().orElseThrow())
        .contains("steps/a/sources:1:1: a URL with a wrong host or port: http://a_b/a.gz; ")
        .contains("; a host has ASCII letters");
  }

  @Test
  void aLineWithoutAUrlThatCanBeAskedIsNotToBeRunAgain() throws IOException {
    mirror.step(
        "a",
        "f ftp://h.example/a.gz " + SourceServer.sha256("a.gz") + "\n",
        server.line("good", "b.gz"));
    MirrorReport report = mirror.run();
    assertThat(outcomes(report))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a.gz", Outcome.FAILED, "b.gz", Outcome.DOWNLOADED));
    assertThat(file(report, "a.gz").message().orElseThrow())
        .contains("steps/a/sources:1:1: not a URL of http or https: ftp://h.example/a.gz");
    assertThat(file(report, "a.gz").hint().orElseThrow())
        .isEqualTo("write another URL into the line, or name a mirror that has it with --mirror");
  }

  @Test
  void whatHadNothingThereDidNotGoOn() throws IOException {
    mirror.step("a", server.line("busy", "a.gz"), server.line("reset", "big-1.gz"));
    List<Event> events = new CopyOnWriteArrayList<>();
    Progress heard =
        new Progress() {
          @Override
          public void event(Event event) {
            events.add(event);
          }
        };
    mirror.run(
        mirror.request(),
        options ->
            new SnapshotOptions(
                options.cache(),
                options.offline(),
                options.insteadOf(),
                options.timeout(),
                options.environment(),
                options.limits(),
                options.threads(),
                heard));
    assertThat(events)
        .filteredOn(event -> event.name().equals("download"))
        .extracting(event -> event.facts().get("file") + " " + event.facts().get("resumed"))
        .containsExactlyInAnyOrder("a.gz false", "big-1.gz true");
  }

  @Test
  void anInterruptEndsIt() throws IOException {
    mirror.step("a", server.line("good", "a.gz"));
    Thread caller = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                mirror.run(
                    file -> {
                      caller.interrupt();
                      Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(300));
                      ended.set(true);
                    }))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("interrupted while the mirror was made");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).as("nobody hears of a file after the return").isTrue();
    assertThat(outcomes(mirror.run()).keySet()).containsExactly("a.gz");
  }

  @Test
  void offlineDownloadsNothing() throws IOException {
    mirror.step("a", server.line("good", "a.gz"));
    MirrorReport report =
        mirror.run(
            mirror.request(),
            o ->
                new SnapshotOptions(
                    o.cache(),
                    true,
                    o.insteadOf(),
                    o.timeout(),
                    o.environment(),
                    o.limits(),
                    o.threads(),
                    o.progress()));
    assertThat(file(report, "a.gz").message().orElseThrow()).contains("--offline");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whatIsWantedNoLongerStaysUntilItIsPruned() throws IOException {
    mirror.step("a", server.line("good", "a.gz")).step("b", server.line("good", "b.gz"));
    mirror.run();
    Files.writeString(mirror.destination().resolve("mine.txt"), "no part of the mirror");
    Files.delete(directory.resolve("steps/b/sources"));
    assertThat(mirror.run().pruned()).isEmpty();
    assertThat(mirror.published()).contains("a.gz", "b.gz");
    MirrorReport pruned = mirror.run(mirror.request(MirrorRequest.Mode.UPDATE, QUICK, false, true));
    assertThat(pruned.pruned()).containsExactly("b.gz");
    assertThat(mirror.published())
        .containsExactly("SHA256SUMS", "a.gz", "index.html", "manifest.json", "mine.txt");
    mirror.assertConsistent();
  }

  @Test
  void aCheckTellsWhatIsMissingAndWritesNothing() throws IOException {
    mirror.step("a", server.line("good", "a.gz")).step("b", server.line("good", "b.gz"));
    MirrorRequest check = mirror.request(MirrorRequest.Mode.CHECK, QUICK, false, false);
    assertThat(outcomes(mirror.run(check)))
        .containsEntry("a.gz", Outcome.MISSING)
        .containsEntry("b.gz", Outcome.MISSING);
    assertThat(mirror.destination()).doesNotExist();
    assertThat(mirror.state()).doesNotExist();
    mirror.run();
    assertThat(mirror.run(check).complete()).isTrue();
    Files.delete(mirror.destination().resolve("a.gz"));
    Files.write(mirror.destination().resolve("b.gz"), "other".getBytes(StandardCharsets.UTF_8));
    List<String> before = mirror.published();
    assertThat(outcomes(mirror.run(check)))
        .containsEntry("a.gz", Outcome.MISSING)
        .containsEntry("b.gz", Outcome.WRONG);
    assertThat(mirror.published()).isEqualTo(before);
  }
}
