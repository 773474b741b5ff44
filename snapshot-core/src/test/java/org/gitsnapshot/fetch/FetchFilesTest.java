package org.gitsnapshot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MirrorFault;
import org.gitsnapshot.report.MirrorFault.Kind;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.RawHttpServer.Handler;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrors that lie, break off, hang or are gone. */
@Timeout(30)
@Tag("one-jvm")
class FetchFilesTest extends FetchFixture {
  /** Of a manifest without end. */
  private static final long ENOUGH = 1L << 30;

  @Test
  void eachMirrorGivesItsPart() throws IOException {
    FetchReport report =
        one(new Trust.ByManifest(manifest()), mirror(honest()), mirror(honest()), mirror(honest()));
    assertFetched(report);
    assertThat(report.faults()).isEmpty();
    for (RawHttpServer server : servers) {
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1).header("range")).startsWith("bytes=");
    }
  }

  @Test
  void aFileThatIsThereIsNotFetched() throws IOException {
    URI mirror = mirror(honest());
    assertFetched(one(new Trust.ByAgreement(), mirror));
    int before = servers.get(0).requests().size();
    FetchReport again = one(new Trust.ByAgreement(), mirror);
    assertThat(again.outcome()).isEqualTo(Outcome.PRESENT);
    assertThat(servers.get(0).requests()).hasSize(before + 1);
  }

  @Test
  void anInterruptEndsIt() {
    FetchRequest request =
        new FetchRequest(
            List.of("f.tar.gz"),
            List.of(mirror(honest())),
            new Trust.ByManifest(manifest()),
            1,
            0,
            directory.resolve("out"),
            1);
    Thread caller = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                new FetchFiles(HTTP, RETRY, Progress.NONE)
                    .run(
                        request,
                        report -> {
                          caller.interrupt();
                          Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(300));
                          ended.set(true);
                        }))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("interrupted while fetching");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).as("nobody hears of a file after the return").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_500_000, 2_097_162})
  void blockDigestsFindWhoLied(int at) throws IOException {
    FetchReport report =
        one(
            new Trust.ByManifest(manifest()),
            mirror(lying(at)),
            mirror(lying(at)),
            mirror(honest()));
    assertFetched(report);
    assertThat(kinds(report)).containsOnly(Kind.WRONG_BYTES).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1500000", "2,3145744"})
  void aSecondDivisionFindsWhoLied(int which, int at) throws IOException {
    // A digest alone: no block list can be had, since no mirror has a manifest.
    List<URI> bare = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bare.add(bare(i == which ? lying(at) : honest()));
    }
    FetchReport report = one(new Trust.ByDigest(digest()), bare.toArray(URI[]::new));
    assertFetched(report);
    assertThat(report.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(Kind.WRONG_BYTES);
              assertThat(fault.mirror()).isEqualTo(bare.get(which).toString());
              assertThat(fault.message()).contains("sent wrong bytes of f.tar.gz");
            });
  }

  @Test
  void oneLiesOneIsTruncatedOneIsDead() throws IOException {
    URI liar = mirror(lying(5));
    URI shorter = mirror(truncated(1 << 21));
    URI gone = dead();
    FetchSummary summary =
        fetch(new Trust.ByManifest(manifest()), liar, shorter, gone, mirror(honest()));
    FetchReport report = summary.files().get(0);
    assertFetched(report);
    assertThat(kinds(report)).containsExactly(Kind.WRONG_BYTES, Kind.OTHER_FILE);
    assertThat(report.faults().get(1).message())
        .isEqualTo("its f.tar.gz has 2097152 bytes, not " + SIZE);
    assertThat(summary.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.mirror()).isEqualTo(gone.toString());
              assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
            });
  }

  @Test
  void whatIsRightOfThreeBadMirrorsIsEnough() throws IOException {
    FetchReport report =
        one(new Trust.ByManifest(manifest()), mirror(lying(5)), mirror(truncated(1 << 21)), dead());
    assertFetched(report);
    assertThat(kinds(report)).containsExactly(Kind.WRONG_BYTES, Kind.OTHER_FILE);
  }

  @Test
  void whatIsRightOfThreeBadMirrorsIsEnoughWithoutBlockDigests() throws IOException {
    URI liar = bare(lying(5));
    URI shorter = bare(truncated(1 << 21));
    FetchReport report = one(new Trust.ByDigest(digest()), liar, shorter, dead());
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.FETCHED);
    assertThat(kinds(report)).contains(Kind.WRONG_BYTES, Kind.OTHER_FILE);
  }

  @Test
  void aWrongFileIsNeverUnderItsName() throws IOException {
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(lying(5)), mirror(lying(5)));
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.message().orElseThrow()).contains("has not the digest", digest().hex());
    assertThat(left()).isEmpty();
  }

  @Test
  void aBlockListThatLiesDoesNotHelpTheLiar() throws IOException {
    byte[] lie = CONTENT.clone();
    lie[2_000_000] ^= 1;
    TestMirror liar = new TestMirror(directory.resolve("liar")).add("f.tar.gz", lie);
    TestMirror twoFaced = new TestMirror(directory.resolve("two-faced"));
    twoFaced.addAs("f.tar.gz", liar.manifest().file("f.tar.gz").orElseThrow(), digest());
    URI[] mirrors = {
      mirror(honest(), twoFaced), mirror(RawHttpServer.bytes(lie), twoFaced), mirror(honest())
    };
    Path sums = truth.directory().resolve("SHA256SUMS");
    FetchReport report = one(new Trust.ByChecksums(sums), mirrors);
    assertFetched(report);
    assertThat(report.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.mirror()).isEqualTo(mirrors[1].toString()));
  }

  @Test
  void mirrorsWithoutRangesAreTheLastResort() throws IOException {
    FetchReport report =
        one(new Trust.ByManifest(manifest()), mirror(withoutRanges()), mirror(withoutRanges()));
    assertFetched(report);
    FetchReport mixed =
        oneAnew(new Trust.ByManifest(manifest()), mirror(honest()), mirror(withoutRanges()));
    assertFetched(mixed);
    assertThat(kinds(mixed)).containsExactly(Kind.NO_RANGES);
  }

  /** Gives the whole, and answers in this way whoever asks for a part. */
  private static Handler wholeOr(String status, String header) {
    return (request, out) -> {
      if (request.header("range").isEmpty()) {
        withoutRanges().answer(request, out);
      } else {
        RawHttpServer.head(out, status, header);
        out.write(CONTENT, 0, status.startsWith("206") ? 1 : 0);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "206 X, Content-Range: bytes 0-0/*",
    "206 X, Content-Range: bytes 0-3145744/3145745",
    "206 X, ETag: t",
    "400 X, Content-Length: 0",
    "403 X, Content-Length: 0",
    "416 X, Content-Length: 0",
    "501 X, Content-Length: 0",
  })
  void aSizeThatNoPartTellsIsThatOfTheWhole(String status, String header) throws IOException {
    assertFetched(one(new Trust.ByDigest(digest()), bare(wholeOr(status, header))));
  }

  @Test
  void oneThatRefusesPartsIsAskedForTheWhole() throws IOException {
    Handler refusing = wholeOr("403 X", "Content-Length: 0");
    Handler missing = (request, out) -> RawHttpServer.head(out, "404 Not Found");
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(refusing), mirror(missing));
    assertFetched(report);
    assertThat(kinds(report)).containsExactly(Kind.NO_RANGES, Kind.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "404 X, does not have f.tar.gz",
    "403 X, the server answered 403",
    "200 X, does not say which size its f.tar.gz has",
  })
  void whyNoMirrorGivesAFileIsTold(String status, String why) throws IOException {
    URI mirror = bare((request, out) -> RawHttpServer.head(out, status));
    FetchReport report = one(new Trust.ByDigest(digest()), mirror);
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.message().orElseThrow()).startsWith("no mirror gives f.tar.gz");
    assertThat(report.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains(why));
  }

  @Test
  void whoHasNotASizeThatProvedWrongDidNothingWrong() throws IOException {
    URI wrong = bare(truncated(1000));
    FetchReport report = one(new Trust.ByDigest(digest()), wrong, bare(honest()));
    assertFetched(report);
    assertThat(report.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.mirror()).isEqualTo(wrong.toString());
              assertThat(fault.message()).isEqualTo("its f.tar.gz has 1000 bytes, not " + SIZE);
            });
  }

  @Test
  void aManifestWithoutEndIsTheFaultOfItsMirrorAlone() throws IOException {
    AtomicLong sent = new AtomicLong();
    RawHttpServer endless =
        new RawHttpServer(
            (request, out) -> {
              RawHttpServer.head(out, "200 OK");
              // It ends when nobody reads it; or else when the test has seen enough.
              while (sent.get() < ENOUGH) {
                out.write(new byte[1 << 16]);
                sent.addAndGet(1 << 16);
              }
            });
    servers.add(endless);
    FetchSummary summary =
        fetch(new Trust.ByAgreement(), URI.create(endless.url()), mirror(honest()));
    assertFetched(summary.files().get(0));
    // It may be asked several times, and what was not read may have been on its way.
    assertThat(sent.get()).isLessThan(ENOUGH / 2);
    assertThat(summary.faults())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.message())
                    .contains("its manifest cannot be read: " + endless.url() + "/manifest.json")
                    .contains("the limit of a mirror's manifest"));
  }

  @Test
  void whatManifestsMayHaveIsInProportionToTheMemory() {
    assertThat(MirrorManifests.most(16L << 30, 3)).isEqualTo(32 << 20);
    assertThat(MirrorManifests.most(512 << 20, 4)).isEqualTo(16 << 20);
  }

  @Test
  void aMirrorThatRedirectsInALoopHangsOrHasNothingIsLeft() throws IOException {
    Handler loop =
        (request, out) -> RawHttpServer.head(out, "302 Found", "Location: " + request.target());
    Handler hangs = (request, out) -> Thread.sleep(3_000);
    Handler missing = (request, out) -> RawHttpServer.head(out, "404 Not Found");
    Handler stalls =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
          out.write(CONTENT, 0, 1000);
          out.flush();
          Thread.sleep(3_000);
        };
    crossCheck = 5;
    FetchReport report =
        one(
            new Trust.ByManifest(manifest()),
            mirror(loop),
            mirror(hangs),
            mirror(missing),
            mirror(stalls),
            mirror(honest()));
    assertFetched(report);
    assertThat(kinds(report).subList(0, 3))
        .containsExactly(Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.ABSENT);
  }

  @Test
  void manyFilesComeWithADeadMirrorAmongTheMirrors() throws IOException {
    TestMirror many = new TestMirror(directory.resolve("many"));
    for (int i = 0; i < 40; i++) {
      many.add("n" + i, TestMirror.random(i, i * 100));
    }
    Handler all =
        (request, out) -> {
          Path file = many.directory().resolve(request.target().substring(1));
          RawHttpServer.bytes(Files.readAllBytes(file)).answer(request, out);
        };
    FetchRequest request =
        new FetchRequest(
            List.of(),
            List.of(dead(), mirror(all, many), mirror(all, many)),
            new Trust.ByAgreement(),
            3,
            0,
            directory.resolve("out"),
            4);
    FetchSummary summary = new FetchFiles(HTTP, RETRY, Progress.NONE).run(request, report -> {});
    assertThat(summary.files()).hasSize(40).allMatch(r -> r.outcome() == Outcome.FETCHED);
    for (int i = 0; i < 40; i++) {
      assertThat(directory.resolve("out/n" + i)).hasBinaryContent(TestMirror.random(i, i * 100));
    }
    assertThat(left()).hasSize(40);
  }

  @Test
  void anEncodingThatNobodyAskedForIsNamedAsTheCause() throws IOException {
    Handler encoding =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Encoding: gzip", "Content-Length: 5");
          out.write(new byte[5]);
        };
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(encoding));
    assertThat(report.faults())
        .extracting(MirrorFault::message)
        .contains(
            "its f.tar.gz has 5 bytes, not "
                + SIZE
                + "; likely since the server sends it with Content-Encoding gzip, though it was"
                + " asked not to");
  }
}
