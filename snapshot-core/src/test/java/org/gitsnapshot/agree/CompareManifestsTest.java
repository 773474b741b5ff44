package org.gitsnapshot.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.ManifestKind;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.Camp;
import org.gitsnapshot.report.AgreementReport.FileAgreement;
import org.gitsnapshot.report.AgreementReport.Layer;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareManifestsTest {
  @TempDir Path directory;

  private static MirrorFile snapshot(String name, int tree, int tar, int compressed) {
    return new MirrorFile(
        name,
        10,
        digest(compressed),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new MirrorFile.RawTar(20, digest(tar))),
        Optional.empty(),
        new Origin.Git("u", "r", oid(9), oid(tree)),
        Optional.empty());
  }

  private static MirrorFile download(String name, int compressed) {
    return new MirrorFile(
        name,
        10,
        digest(compressed),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Origin.Download("u", Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  private static Digest digest(int seed) {
    return new Digest(DigestAlgorithm.SHA256, "%064x".formatted(seed));
  }

  private static Oid oid(int seed) {
    return Oid.fromHex("%040x".formatted(seed));
  }

  private static AgreementReport compare(MirrorFile[]... mirrors) {
    Map<String, Statement> manifests = new LinkedHashMap<>();
    for (MirrorFile[] files : mirrors) {
      List<Claim> claims = Claim.of(MirrorManifest.of(List.of(files)));
      manifests.put("m" + manifests.size(), Statement.of(ManifestKind.MIRROR, claims));
    }
    return CompareManifests.run(new ReadManifests.Read(manifests));
  }

  private static MirrorFile[] mirror(MirrorFile... files) {
    return files;
  }

  @Test
  void theThreeQuestionsAreApart() {
    AgreementReport report =
        compare(
            mirror(snapshot("a", 1, 1, 1)),
            mirror(snapshot("a", 1, 1, 2)),
            mirror(snapshot("a", 1, 1, 1)),
            mirror(snapshot("a", 1, 3, 4)),
            mirror(download("b", 1)));
    FileAgreement a = report.files().get(0);
    assertThat(a.camps(Layer.CONTENT))
        .containsExactly(new Camp(oid(1).hex(), List.of("m0", "m1", "m2", "m3")));
    assertThat(a.camps(Layer.RAW_TAR))
        .containsExactly(
            new Camp(digest(1).hex(), List.of("m0", "m1", "m2")),
            new Camp(digest(3).hex(), List.of("m3")));
    assertThat(a.compressed())
        .containsExactly(
            new Camp(digest(1).hex(), List.of("m0", "m2")),
            new Camp(digest(2).hex(), List.of("m1")),
            new Camp(digest(4).hex(), List.of("m3")));
    assertThat(a.missing()).containsExactly("m4");
    assertThat(a.difference()).contains(Layer.RAW_TAR);
    FileAgreement b = report.files().get(1);
    assertThat(b.camps(Layer.CONTENT)).isEmpty();
    assertThat(b.camps(Layer.RAW_TAR)).isEmpty();
    assertThat(b.disagrees()).isFalse();
  }

  @Test
  void theGateAsksForAMajorityOfSoMany() {
    AgreementReport report =
        compare(
            mirror(download("both", 1), download("tied", 1), download("one", 1)),
            mirror(download("both", 1), download("tied", 2)));
    assertThat(report.below(1)).extracting(FileAgreement::name).containsExactly("tied");
    assertThat(report.below(2)).extracting(FileAgreement::name).containsExactly("one", "tied");
    assertThat(report.disagrees()).isTrue();
    assertThat(AgreementReport.majority(List.of())).isEmpty();
  }

  private static MirrorFile download(String name, long size, String sha512) {
    return new MirrorFile(
        name,
        size,
        digest(1),
        Optional.of(sha512)
            .filter(digit -> !digit.isEmpty())
            .map(digit -> new Digest(DigestAlgorithm.SHA512, digit.repeat(128))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Origin.Download("u", Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  @Test
  void oneDigestOfTwoSizesOrWithTwoOtherDigestsIsAContradiction() {
    AgreementReport report =
        compare(
            mirror(download("sha512", 10, "a"), download("size", 10, "a")),
            mirror(download("sha512", 10, "b"), download("size", 11, "")));
    FileAgreement sha512 = report.files().get(0);
    FileAgreement size = report.files().get(1);
    assertThat(size.compressed())
        .containsExactly(
            new Camp(digest(1).hex() + " of 10 bytes", List.of("m0")),
            new Camp(digest(1).hex() + " of 11 bytes", List.of("m1")));
    assertThat(sha512.compressed())
        .extracting(Camp::value)
        .allMatch(value -> value.startsWith(digest(1).hex() + " with sha512:"))
        .hasSize(2);
    assertThat(report.files())
        .allMatch(file -> file.impossible(Layer.COMPRESSED))
        .allMatch(file -> file.difference().equals(Optional.of(Layer.COMPRESSED)));
    assertThat(report.below(1)).hasSize(2);

    assertThatThrownBy(
            () ->
                MirrorManifest.merge(
                    Map.of(
                        "m0", MirrorManifest.of(List.of(download("sha512", 10, "a"))),
                        "m1", MirrorManifest.of(List.of(download("sha512", 10, "b"))))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sha512 is not the same in ");

    // What one of them does not tell contradicts nothing.
    assertThat(
            compare(mirror(download("a", 10, "a")), mirror(download("a", 10, "")))
                .files()
                .get(0)
                .compressed())
        .containsExactly(new Camp(digest(1).hex(), List.of("m0", "m1")));
  }

  @Test
  void manifestsComeFromFilesDirectoriesAndServers() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("m")).add("a", new byte[5]);
    byte[] json = MirrorManifestJson.toBytes(mirror.manifest());
    HttpFetcher http =
        new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE).withTimeout(Duration.ofSeconds(5)));
    ReadManifests reader = new ReadManifests(http, RetryPolicy.NONE);
    try (RawHttpServer server = new RawHttpServer(RawHttpServer.bytes(json))) {
      List<String> places =
          List.of(mirror.directory().toString(), server.url() + "/", server.url() + "/x.json");
      assertThat(reader.mirrors(places).values()).hasSize(3).containsOnly(mirror.manifest());
      assertThat(server.requests().get(0).target()).isEqualTo("/manifest.json");
      assertThat(server.requests().get(1).target()).isEqualTo("/x.json");
    }
    String file = mirror.directory().resolve("manifest.json").toString();
    assertThat(reader.mirrors(List.of(file)).values()).containsExactly(mirror.manifest());
    assertThatThrownBy(() -> reader.read(List.of(directory.resolve("none").toString())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> reader.read(List.of("http://127.0.0.1:1/")))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void aMirrorWrittenInTwoWaysDoesNotConfirmItself() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("m")).add("a", new byte[5]);
    byte[] json = MirrorManifestJson.toBytes(mirror.manifest());
    ReadManifests reader =
        new ReadManifests(
            new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE)), RetryPolicy.NONE);
    String path = mirror.directory().toString();
    Path link = Files.createSymbolicLink(directory.resolve("link"), mirror.directory());
    List<String> local =
        List.of(path, path + "/", path + "/manifest.json", path + "/../m", link.toString());
    try (RawHttpServer server = new RawHttpServer(RawHttpServer.bytes(json))) {
      String url = server.url();
      List<String> remote =
          List.of(
              url + "/",
              url + "/manifest.json",
              url.replace("http", "HTTP") + "//",
              url + "/./?q",
              url + "/%6danifest.json");
      for (List<String> each : List.of(local, remote)) {
        for (String other : each) {
          assertThatThrownBy(() -> reader.read(List.of(each.get(0), other)))
              .as(other)
              .isInstanceOf(InvalidInputException.class)
              .hasMessageMatching(".* (is there twice|is .* once more)")
              .extracting(fault -> ((InvalidInputException) fault).hint().orElse(""))
              .isEqualTo("a mirror does not confirm itself");
        }
      }
    }
  }

  @Test
  void aPageThatIsNoManifestIsToldWithTheUrlThatWasAsked() throws IOException {
    byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
    ReadManifests reader =
        new ReadManifests(
            new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE)), RetryPolicy.NONE);
    try (RawHttpServer server = new RawHttpServer(RawHttpServer.bytes(page))) {
      String url = server.url();
      assertThatThrownBy(() -> reader.read(List.of(url)))
          .hasMessage("what came from " + url + " is no manifest: it does not begin with {")
          .extracting(fault -> ((InvalidInputException) fault).hint().orElse(""))
          .isEqualTo("a mirror's URL has a slash at the end: " + url + "/");
      assertThatThrownBy(() -> reader.read(List.of(url + "/")))
          .hasMessageContaining("what came from " + url + "/manifest.json is no manifest");
    }
  }
}
