package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.mirror.MirrorFixture.QUICK;
import static org.gitsnapshot.mirror.MirrorFixture.file;
import static org.gitsnapshot.mirror.MirrorFixture.outcomes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.MirrorSources;
import org.gitsnapshot.request.Shard;
import org.gitsnapshot.sign.SshSigner;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made from commits, as lines of sources and as pins, and what is published. */
@Tag("one-jvm")
class MirrorSnapshotsTest {
  @TempDir Path directory;
  private MirrorFixture mirror;
  private GitRepo repository;
  private String commit;

  @BeforeEach
  void repository() {
    mirror = new MirrorFixture(directory);
    repository = GitRepo.init(directory.resolve("app.git"));
    commit = repository.commitFile("file", "text\n").hex();
    repository.git("tag", "v1.0");
  }

  /** Returns a line as live-bootstrap has it, with the digest that its script would get. */
  private String line(String reference, String prefix, String name) {
    String sha256 =
        new Tool(repository.directory())
            .text(
                "sh",
                "-c",
                "git archive --format=tar --prefix=%s/ %s | gzip -n | sha256sum"
                    .formatted(prefix, reference))
            .substring(0, 64);
    return "g " + repository.directory() + "~" + reference + " _ " + sha256 + " " + name + "\n";
  }

  @Test
  void tagsAndShortAndFullIdsAreMadeAsTheScriptMakesThem() throws IOException {
    String shortId = commit.substring(0, 7);
    mirror
        .step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"))
        .step("b", line(shortId, "app-" + shortId, "app-short.tar.gz"))
        .step("c", line(commit, "app-" + commit, commit + ".tar.gz"));
    // The base name of the URL is app.git: its .git goes.
    MirrorReport report = mirror.run();
    assertThat(report.files()).extracting(f -> f.message()).containsOnly(Optional.empty());
    assertThat(outcomes(report))
        .hasSize(3)
        .containsValue(Outcome.MADE)
        .doesNotContainValue(Outcome.GOOD);
    mirror.assertConsistent();
    MirrorFile told = mirror.manifest().file("app-short.tar.gz").orElseThrow();
    Origin.Git origin = (Origin.Git) told.origin();
    assertThat(origin.ref()).isEqualTo(shortId);
    assertThat(origin.commit().hex()).isEqualTo(commit);
    assertThat(told.recipe())
        .hasToString("Optional[tar git prefix=\"app-" + shortId + "/\" | gnu-gzip -6]");
    assertThat(told.tar()).isPresent();
    assertThat(mirror.published())
        .contains("app-1.0.manifest.json", "app-short.manifest.json", commit + ".manifest.json");
  }

  @Test
  void aSecondRunNeedsNoRepository() throws IOException {
    mirror.step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    mirror.run();
    Files.move(repository.directory(), directory.resolve("elsewhere"));
    MirrorReport second = mirror.run();
    assertThat(outcomes(second)).containsEntry("app-1.0.tar.gz", Outcome.GOOD);
    assertThat(second.published()).isFalse();
  }

  @Test
  void withoutListsAndStateASnapshotIsKnownByItsManifest() throws IOException {
    mirror.step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    mirror.run();
    byte[] manifest = Files.readAllBytes(mirror.destination().resolve("manifest.json"));
    for (String name : List.of("manifest.json", "SHA256SUMS", "index.html")) {
      Files.delete(mirror.destination().resolve(name));
    }
    Files.delete(mirror.state().resolve("files.tsv"));
    assertThat(outcomes(mirror.run())).containsEntry("app-1.0.tar.gz", Outcome.GOOD);
    assertThat(mirror.destination().resolve("manifest.json")).hasBinaryContent(manifest);
  }

  @Test
  void whatIsNotAsPromisedOrCannotBeHadStopsNothing() throws IOException {
    String wrong = line("v1.0", "other", "wrong.tar.gz");
    String absent = line("v1.0", "app-1.0", "absent.tar.gz").replace("~v1.0", "~v2.0");
    String zip = line("v1.0", "app-1.0", "app.zip");
    mirror.step("a", wrong, absent, zip, line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    MirrorReport report = mirror.run();
    assertThat(outcomes(report))
        .containsEntry("wrong.tar.gz", Outcome.WRONG)
        .containsEntry("absent.tar.gz", Outcome.FAILED)
        .containsEntry("app.zip", Outcome.FAILED)
        .containsEntry("app-1.0.tar.gz", Outcome.MADE);
    assertThat(file(report, "absent.tar.gz").message().orElseThrow()).contains("v2.0");
    // A clone of another name gives another prefix.
    assertThat(file(report, "wrong.tar.gz").hint().orElseThrow())
        .endsWith(
            ": its digest, what its reference leads to now, or the recipe, whose prefix has the"
                + " repository's name (tar git prefix=\"app-1.0/\" | gnu-gzip -6), is not what was"
                + " meant; what was made is not kept");
    assertThat(mirror.published()).doesNotContain("wrong.tar.gz", "wrong.manifest.json");
    assertThat(mirror.state().resolve("building")).isEmptyDirectory();
  }

  @Test
  void pinsAndLinesAreMixed() throws IOException {
    mirror.step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    Pin demo = Demo.pin("demo", "prefix = \"demo-1.0/\"", "formats = [\"tar\", \"tar.gz\"]");
    MirrorReport first = mirror.run(mirror.request(), demo);
    assertThat(outcomes(first))
        .containsOnlyKeys("app-1.0.tar.gz", "demo.tar", "demo.tar.gz")
        .doesNotContainValue(Outcome.GOOD);
    assertThat(mirror.manifest().file("demo.tar.gz").orElseThrow().sha256().hex())
        .isEqualTo(Demo.GZIP);
    assertThat(outcomes(mirror.run(mirror.request(), demo)).values()).containsOnly(Outcome.GOOD);
    Pin other = Demo.pin("demo", "prefix = \"other/\"", "formats = [\"tar\", \"tar.gz\"]");
    assertThat(outcomes(mirror.run(mirror.request(), other)))
        .containsEntry("demo.tar.gz", Outcome.MADE);
    mirror.assertConsistent();
  }

  @Test
  void aPinWithAnotherUmaskMakesItsFileAgain() throws IOException {
    mirror.step("none", "");
    Pin own = Demo.pin("demo", "prefix = \"demo-1.0/\"");
    Pin other = Demo.pin("demo", "prefix = \"demo-1.0/\"", "umask = \"0022\"");
    for (Pin pin : List.of(own, other, own)) {
      assertThat(outcomes(mirror.run(mirror.request(), pin)))
          .containsExactly(Map.entry("demo.tar.gz", Outcome.MADE));
      assertThat(outcomes(mirror.run(mirror.request(), pin)).values()).containsOnly(Outcome.GOOD);
      assertThat(mirror.manifest().file("demo.tar.gz").orElseThrow().recipe())
          .contains(pin.recipe(Format.TAR_GZ));
    }
    mirror.assertConsistent();
  }

  @Test
  void aListNeverHasADigestThatIsNotItsFiles() throws IOException {
    mirror.step("none", "");
    Pin kept = Demo.pin("kept", "formats = [\"tar.gz\"]");
    Pin before = Demo.pin("demo", "prefix = \"demo-1.0/\"", "formats = [\"tar\", \"tar.gz\"]");
    Pin after = Demo.pin("demo", "prefix = \"other/\"", "formats = [\"tar\", \"tar.gz\"]");
    mirror.run(mirror.request(), kept, before);
    Map<String, List<String>> wrongWhen = new ConcurrentSkipListMap<>();

    MirrorReport report =
        mirror.run(
            file -> {
              try {
                wrongWhen.put(file.name(), mirror.listedWrongly());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            kept,
            after);

    assertThat(report.published()).isTrue();
    assertThat(wrongWhen).containsOnlyKeys("demo.tar", "demo.tar.gz", "kept.tar.gz");
    assertThat(wrongWhen.values()).allMatch(List::isEmpty);
    assertThat(mirror.manifest().files()).hasSize(3);
    mirror.assertConsistent();
  }

  @Test
  void aPinThatPromisesALinesDigestMakesItsFile() throws IOException {
    mirror.step("a", "g https://nowhere.invalid/demo~v1.0 _ " + Demo.GZIP + " demo.tar.gz\n");
    Pin demo =
        Demo.pin(
            "demo", "prefix = \"demo-1.0/\"", "[pin.sha256]", "\"tar.gz\" = \"" + Demo.GZIP + "\"");
    assertThat(outcomes(mirror.run(mirror.request(), demo)))
        .containsExactly(Map.entry("demo.tar.gz", Outcome.MADE));
    assertThatThrownBy(() -> mirror.run(mirror.request(), Demo.pin("demo")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("another file is called demo.tar.gz");
  }

  @Test
  void shardsDoDifferentPartsAndMakeOneMirror() throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      mirror.step("s" + i, line("v1.0", "app-1.0", "app-" + i + ".tar.gz"));
    }
    for (int i = 1; i <= 3; i++) {
      MirrorRequest whole = mirror.request();
      MirrorSources part = whole.wanted().withShard(new Shard(i, 3));
      MirrorReport report =
          mirror.run(
              new MirrorRequest(
                  part,
                  whole.destination(),
                  whole.state(),
                  whole.mode(),
                  QUICK,
                  1,
                  false,
                  true,
                  Optional.empty()));
      assertThat(report.complete()).isTrue();
      report.files().forEach(f -> all.add(f.name()));
    }
    assertThat(all).hasSize(9).doesNotHaveDuplicates();
    assertThat(mirror.manifest().files()).hasSize(9);
    mirror.assertConsistent();
  }

  @Test
  void theListIsSignedAndAStaleSignatureGoes() throws IOException {
    mirror.step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    MirrorRequest signed = signedWith("ed25519", "key");
    assertThat(mirror.run(signed).published()).isTrue();
    Files.writeString(
        directory.resolve("allowed"), "me " + Files.readString(directory.resolve("key.pub")));
    byte[] checked =
        new Tool(mirror.destination())
            .run(
                Files.readAllBytes(mirror.destination().resolve("SHA256SUMS")),
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                "../allowed",
                "-I",
                "me",
                "-n",
                "file",
                "-s",
                "SHA256SUMS.sig");
    assertThat(new String(checked, StandardCharsets.UTF_8)).startsWith("Good \"file\" signature");
    assertThat(mirror.run(signed).published()).isFalse();
    assertThat(mirror.run().published()).isFalse();
    assertThat(mirror.published()).contains("SHA256SUMS.sig");
    mirror.step("b", line("v1.0", "app-1.0", "again.tar.gz"));
    assertThat(mirror.run().notes()).singleElement().asString().contains("SHA256SUMS.sig");
    assertThat(mirror.published()).doesNotContain("SHA256SUMS.sig");
  }

  private MirrorRequest signedWith(String type, String key) {
    new Tool(directory).text("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key);
    MirrorRequest plain = mirror.request();
    return new MirrorRequest(
        plain.wanted(),
        plain.destination(),
        plain.state(),
        plain.mode(),
        QUICK,
        1,
        false,
        false,
        Optional.of(new MirrorRequest.SigningKey(directory.resolve(key), Optional.empty())));
  }

  private void assertSignedBy(String key) throws IOException {
    SshSigner signer = SshSigner.read(directory.resolve(key), Optional.empty());
    Path list = mirror.destination().resolve("SHA256SUMS");
    assertThat(
            signer.isSignature(
                Files.readAllBytes(list),
                Files.readString(mirror.destination().resolve("SHA256SUMS.sig"))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void aSignatureThatIsNotTheKeysIsReplacedAndOneThatIsStays(String type) throws IOException {
    mirror.step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    MirrorRequest first = signedWith(type, "first");
    MirrorRequest second = signedWith(type, "second");
    Path signature = mirror.destination().resolve("SHA256SUMS.sig");
    mirror.run(first);
    String before = Files.readString(signature);
    assertThat(mirror.run(first).published()).isFalse();
    assertThat(signature).content().isEqualTo(before);
    assertThat(mirror.run(second).published()).isTrue();
    assertSignedBy("second");
    Files.writeString(signature, "garbage\n");
    assertThat(mirror.run(second).published()).isTrue();
    assertSignedBy("second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa"})
  void aListThatIsMendedIsSignedInTheSameRun(String type) throws IOException {
    mirror.step("a", line("v1.0", "app-1.0", "app-1.0.tar.gz"));
    MirrorRequest signed = signedWith(type, "key");
    mirror.run(signed);
    Path list = mirror.destination().resolve("SHA256SUMS");
    String right = Files.readString(list);
    Files.writeString(list, right + "junk\n");
    assertThat(mirror.run(signed).published()).isTrue();
    assertThat(list).content().isEqualTo(right);
    assertSignedBy("key");
  }
}
