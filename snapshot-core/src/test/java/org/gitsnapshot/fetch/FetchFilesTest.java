package org.gitsnapshot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gitsnapshot.acquire.EnvironmentProxies;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.report.FetchReport.Upstream;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MirrorFault;
import org.gitsnapshot.report.MirrorFault.Kind;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.RawHttpServer.Handler;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrors that lie, break off, hang or are gone. */
@Timeout(30)
class FetchFilesTest {
  private static final int SIZE = (3 << 20) + 17;
  private static final byte[] CONTENT = TestMirror.random(3, SIZE);
  private static final HttpFetcher HTTP =
      new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE).withTimeout(Duration.ofMillis(500)));
  private static final RetryPolicy RETRY =
      new RetryPolicy(2, Duration.ofMillis(5), Duration.ofMillis(20));

  @TempDir Path directory;
  private final List<RawHttpServer> servers = new ArrayList<>();
  private TestMirror truth = new TestMirror(Path.of("target/unused"));
  private int crossCheck = 3;
  private double spotCheck;

  @BeforeEach
  void make() {
    truth = new TestMirror(directory.resolve("truth")).add("f.tar.gz", CONTENT);
  }

  @AfterEach
  void stop() {
    servers.forEach(RawHttpServer::close);
  }

  private Path manifest() {
    return truth.directory().resolve("manifest.json");
  }

  private Digest digest() {
    return truth.manifest().file("f.tar.gz").orElseThrow().sha256();
  }

  private URI mirror(Handler file) {
    return mirror(file, truth);
  }

  private URI mirror(Handler file, TestMirror says) {
    RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              if (request.target().equals("/manifest.json")) {
                byte[] json = MirrorManifestJson.toBytes(says.manifest());
                RawHttpServer.bytes(json).answer(request, out);
              } else {
                file.answer(request, out);
              }
            });
    servers.add(server);
    return URI.create(server.url());
  }

  private static Handler honest() {
    return RawHttpServer.bytes(CONTENT);
  }

  /** Lies in one byte. */
  private static Handler lying(int at) {
    byte[] lie = CONTENT.clone();
    lie[at] ^= 1;
    return RawHttpServer.bytes(lie);
  }

  private static Handler truncated(int length) {
    return RawHttpServer.bytes(Arrays.copyOf(CONTENT, length));
  }

  private static Handler withoutRanges() {
    return (request, out) -> {
      RawHttpServer.head(out, "200 OK", "Content-Length: " + CONTENT.length);
      out.write(CONTENT);
    };
  }

  private static URI dead() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private FetchSummary fetch(Trust trust, URI... mirrors) throws IOException {
    FetchRequest request =
        new FetchRequest(
            List.of("f.tar.gz"),
            List.of(mirrors),
            trust,
            crossCheck,
            spotCheck,
            directory.resolve("out"),
            2);
    return new FetchFiles(HTTP, RETRY, Progress.NONE).run(request, report -> {});
  }

  private FetchReport one(Trust trust, URI... mirrors) throws IOException {
    FetchSummary summary = fetch(trust, mirrors);
    assertThat(summary.files()).hasSize(1);
    return summary.files().get(0);
  }

  private void assertFetched(FetchReport report) throws IOException {
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.FETCHED);
    assertThat(directory.resolve("out/f.tar.gz")).hasBinaryContent(CONTENT);
    assertThat(left()).containsExactly("f.tar.gz");
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<Kind> kinds(FetchReport report) {
    return report.faults().stream().map(MirrorFault::kind).toList();
  }

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

  /** A mirror without a manifest. */
  private URI bare(Handler file) {
    RawHttpServer server =
        new RawHttpServer(
            (request, out) -> {
              if (request.target().equals("/manifest.json")) {
                RawHttpServer.head(out, "404 Not Found", "Content-Length: 0");
              } else {
                file.answer(request, out);
              }
            });
    servers.add(server);
    return URI.create(server.url());
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

  private FetchReport oneAnew(Trust trust, URI... mirrors) throws IOException {
    Files.delete(directory.resolve("out/f.tar.gz"));
    return one(trust, mirrors);
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
  void anAnswerThatBreaksOffGoesOnWhereItEnded() throws IOException {
    AtomicInteger count = new AtomicInteger();
    Handler breaking =
        (request, out) -> {
          if (count.getAndIncrement() == 0) {
            RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
            out.write(CONTENT, 0, 1 << 20);
          } else {
            honest().answer(request, out);
          }
        };
    assertFetched(one(new Trust.ByManifest(manifest()), mirror(breaking)));
    String range = servers.get(0).requests().get(2).header("range");
    assertThat(range).startsWith("bytes=").doesNotStartWith("bytes=0-").endsWith("-" + (SIZE - 1));
  }

  @Test
  void whatAnEarlierRunLeftIsUsed() throws IOException {
    Handler half =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
          out.write(CONTENT, 0, SIZE / 2);
        };
    FetchReport first = one(new Trust.ByManifest(manifest()), mirror(half));
    assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(left())
        .noneMatch(name -> name.equals("f.tar.gz"))
        .anyMatch(n -> n.endsWith(".part"));
    AtomicInteger sent = new AtomicInteger();
    Handler counting =
        (request, out) -> {
          OutputStream counted =
              new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                  out.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                  sent.addAndGet(length);
                  out.write(bytes, offset, length);
                }
              };
          honest().answer(request, counted);
        };
    assertFetched(one(new Trust.ByManifest(manifest()), mirror(counting)));
    assertThat(sent.get()).isLessThan(SIZE * 3 / 4);
  }

  @Test
  void twoFetchesOfOneFileDoNotMeet() throws IOException {
    Path target = Files.createDirectories(directory.resolve("out")).resolve("f.tar.gz");
    try (PartFile held = PartFile.open(target, SIZE, digest())) {
      assertThat(held.hasAny()).isFalse();
      FetchReport report = one(new Trust.ByManifest(manifest()), mirror(honest()));
      assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(report.message().orElseThrow()).contains("another fetch is at");
    }
    assertFetched(one(new Trust.ByManifest(manifest()), mirror(honest())));
  }

  @Test
  void whatIsThereIsKnownToTheNextRun() throws IOException {
    Path target = Files.createDirectories(directory.resolve("out")).resolve("f.tar.gz");
    try (PartFile part = PartFile.open(target, SIZE, digest())) {
      part.write(CONTENT, 3_000, 0);
      part.have(0, 1_000);
      part.have(0, 2_000);
      part.write(CONTENT, 3_000, 5_000);
      part.have(5_000, 8_000);
    }
    try (PartFile part = PartFile.open(target, SIZE, digest())) {
      assertThat(part.missing(0, 10_000))
          .containsExactly(new long[] {2_000, 5_000}, new long[] {8_000, 10_000});
      assertThat(part.missing(500, 1_500)).isEmpty();
      assertThat(part.missing(1_000, 6_000)).containsExactly(new long[] {2_000, 5_000});
    }
    try (PartFile part = PartFile.open(target, SIZE - 1, digest())) {
      assertThat(part.hasAny()).isFalse();
    }
  }

  @Test
  void whatAnEarlierRunLeftMayBeWrong() throws IOException {
    Handler half =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
          out.write(new byte[SIZE / 2]);
        };
    assertThat(one(new Trust.ByManifest(manifest()), mirror(half)).outcome())
        .isEqualTo(Outcome.FAILED);
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(honest()));
    assertFetched(report);
    assertThat(report.faults()).isEmpty();
  }

  @Test
  void mirrorsThatAgreeAreTheTrustWhereNoneIsGiven() throws IOException {
    TestMirror other = new TestMirror(directory.resolve("other")).add("f.tar.gz", new byte[10]);
    URI outlier = mirror(RawHttpServer.bytes(new byte[10]), other);
    FetchSummary summary =
        fetch(new Trust.ByAgreement(), outlier, mirror(honest()), mirror(honest()));
    assertFetched(summary.files().get(0));
    assertThat(summary.trust()).isEqualTo("what most of 3 mirrors say, of 3 asked");
    assertThat(summary.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.mirror()).isEqualTo(outlier.toString()));
  }

  @Test
  void mirrorsThatDoNotAgreeAreNoTrust() throws IOException {
    TestMirror other = new TestMirror(directory.resolve("other")).add("f.tar.gz", new byte[10]);
    FetchReport report = one(new Trust.ByAgreement(), mirror(honest(), other), mirror(honest()));
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.message().orElseThrow())
        .contains("the mirrors do not agree on f.tar.gz", digest().hex(), "give --sha256");
    assertThat(fetch(new Trust.ByAgreement(), mirror(honest())).trust())
        .contains("one mirror alone");
    assertThatThrownBy(() -> fetch(new Trust.ByAgreement(), dead()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("no mirror gives a manifest");
  }

  @Test
  void aNameThatNoListHasIsToldWithTheNearest() throws IOException {
    FetchRequest request =
        new FetchRequest(
            List.of("f.tar.xz"),
            List.of(mirror(honest())),
            new Trust.ByManifest(manifest()),
            1,
            0,
            directory.resolve("out"),
            1);
    FetchSummary summary = new FetchFiles(HTTP, RETRY, Progress.NONE).run(request, report -> {});
    assertThat(summary.files().get(0).message().orElseThrow()).contains("did you mean f.tar.gz?");
    assertThatThrownBy(() -> fetch(new Trust.ByManifest(directory.resolve("no")), dead()))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource({"true,SAME", "false,DIFFERENT"})
  void aRandomPartIsComparedWithUpstream(boolean same, Upstream answer) throws IOException {
    byte[] theirs = same ? CONTENT : TestMirror.random(9, SIZE);
    RawHttpServer upstream = new RawHttpServer(RawHttpServer.bytes(theirs));
    servers.add(upstream);
    truth.add("f.tar.gz", CONTENT, upstream.url() + "/f.tar.gz");
    spotCheck = 0.1;
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(honest()));
    assertFetched(report);
    assertThat(report.upstream()).isEqualTo(answer);
    assertThat(report.message().isPresent()).isEqualTo(!same);
    long asked = 0;
    for (RawHttpServer.Request request : upstream.requests()) {
      String[] ends = request.header("range").substring(6).split("-", -1);
      asked += Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
    }
    assertThat(asked).isBetween(same ? SIZE / 11L : 1L, SIZE / 9L);
  }

  @Test
  void upstreamThatIsGoneIsUnknown() throws IOException {
    truth.add("f.tar.gz", CONTENT, dead() + "/f.tar.gz");
    spotCheck = 0.05;
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(honest()));
    assertFetched(report);
    assertThat(report.upstream()).isEqualTo(Upstream.UNKNOWN);
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
}
