package org.gitsnapshot.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.report.FetchReport.Upstream;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is trusted where nobody gives a digest, and the comparison with upstream. */
@Timeout(30)
class FetchTrustTest extends FetchFixture {
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
  void aMirrorWrittenInTwoWaysHasOneVoice() throws IOException {
    TestMirror other = new TestMirror(directory.resolve("other")).add("f.tar.gz", new byte[10]);
    URI liar = mirror(RawHttpServer.bytes(new byte[10]), other);
    URI[] mirrors = {
      liar,
      URI.create(liar + "/"),
      URI.create(liar.toString().replace("http", "HTTP")),
      URI.create(liar + "/manifest.json"),
      mirror(honest())
    };
    FetchReport report = one(new Trust.ByAgreement(), mirrors);
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.message().orElseThrow()).contains("the mirrors do not agree on f.tar.gz");
    assertThat(fetch(new Trust.ByAgreement(), mirrors[0], mirrors[1]).trust())
        .contains("one mirror alone");
  }

  @Test
  void whyNoMirrorGivesAManifestIsTold() throws IOException {
    RawHttpServer page = new RawHttpServer(RawHttpServer.bytes("<html>".getBytes(UTF_8)));
    servers.add(page);
    URI bare = bare(honest());
    assertThatThrownBy(() -> fetch(new Trust.ByAgreement(), URI.create(page.url()), bare))
        .hasMessageContaining(page.url() + ": its manifest cannot be read: " + page.url())
        .hasMessageContaining("not JSON")
        .hasMessageContaining(bare + ": has no manifest: ")
        .hasMessageContaining("the server answered 404");
  }

  @Test
  void whatAManifestSaysDoesNothingToATerminal() throws IOException {
    byte[] json = ("{\"schema\":\"\\u001b[31m" + "x".repeat(9000) + "\"}").getBytes(UTF_8);
    RawHttpServer lying = new RawHttpServer(RawHttpServer.bytes(json));
    servers.add(lying);
    assertThatThrownBy(() -> fetch(new Trust.ByAgreement(), URI.create(lying.url())))
        .isInstanceOf(UnavailableException.class)
        .message()
        .contains("the schema is ")
        .hasSizeLessThan(700)
        .matches("\\P{Cntrl}*");
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
}
