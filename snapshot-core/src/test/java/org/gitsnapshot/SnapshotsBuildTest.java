package org.gitsnapshot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.pin.PinWriter;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins to files, through the front door. */
class SnapshotsBuildTest {
  private static final String WRONG = "0".repeat(64);
  private static final String PREFIX = "prefix = \"demo-1.0/\"";

  @TempDir Path directory;
  private Path out;
  private Snapshots snapshots;

  @BeforeEach
  void open() throws IOException {
    out = directory.resolve("out");
    snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")));
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  @Test
  void aPinGivesItsFilesAManifestAndChecksums() throws IOException {
    PinReport report = build(Demo.published());
    assertThat(report.verdict()).isEqualTo(Verdict.SAME);
    assertThat(List.of(report.content(), report.rawTar(), report.compressed()))
        .containsOnly(Answer.SAME);
    assertThat(report.message()).isEmpty();
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "demo-1.0.tar",
            "demo-1.0.tar.gz",
            "demo-1.0.tar.xz",
            "demo-1.0.manifest.json",
            "SHA256SUMS");
    assertThat(sha256("demo-1.0.tar")).isEqualTo(Demo.TAR);
    assertThat(sha256("demo-1.0.tar.gz")).isEqualTo(Demo.GZIP);
    checkSums();
    assertThat(out.resolve("SHA256SUMS")).content().hasLineCount(3);
  }

  @Test
  void theFilesAreWhatTheRealToolsMake() throws IOException {
    PinReport unused = build(Demo.published());
    Tool tool = new Tool(out);
    byte[] tar = Files.readAllBytes(out.resolve("demo-1.0.tar"));
    assertThat(Files.readAllBytes(out.resolve("demo-1.0.tar.gz")))
        .isEqualTo(tool.run(tar, "gzip", "-n", "-6"));
    assertThat(tool.run(null, "xz", "-dc", "demo-1.0.tar.xz")).isEqualTo(tar);
  }

  @Test
  void linesOfOtherFilesStayAndOwnLinesAreReplaced() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("other"), "other");
    String other = new Tool(out).text("sha256sum", "other");
    Files.writeString(out.resolve("SHA256SUMS"), other + WRONG + "  demo-1.0.tar.gz\n");
    PinReport unused = build(Demo.published());
    assertThat(Files.readString(out.resolve("SHA256SUMS"))).contains(other).doesNotContain(WRONG);
    checkSums();
    String before = Files.readString(out.resolve("SHA256SUMS"));
    PinReport again = build(Demo.published());
    assertThat(again.verdict()).isEqualTo(Verdict.SAME);
    assertThat(out.resolve("SHA256SUMS")).hasContent(before);
  }

  @Test
  void aListThatIsNoneIsLeftAloneAndNothingIsPublished() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("SHA256SUMS"), "my notes\n");
    PinReport report = build(Demo.published());
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.message().orElse("")).contains("SHA256SUMS");
    assertThat(out.toFile().list()).containsExactly("SHA256SUMS");
    assertThat(out.resolve("SHA256SUMS")).hasContent("my notes\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "\"tar.gz\"", "\"tar.xz\""})
  void aWrongDigestIsADifferenceAndNothingAppears(String format) throws IOException {
    Files.createDirectories(out);
    Path good = Files.writeString(out.resolve("d.tar.gz"), "good");
    Pin pin =
        Demo.pin(
            "d",
            PREFIX,
            "formats = [\"tar\", \"tar.gz\", \"tar.xz\"]",
            "[pin.sha256]",
            format + " = \"" + WRONG + "\"");
    PinReport report = build(pin);
    assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENT);
    boolean raw = format.equals("tar");
    assertThat(report.rawTar()).isEqualTo(raw ? Answer.DIFFERENT : Answer.UNKNOWN);
    assertThat(report.compressed()).isEqualTo(raw ? Answer.UNKNOWN : Answer.DIFFERENT);
    assertThat(report.message().orElse("")).contains("expected sha256:" + WRONG + ", got sha256:");
    assertThat(out.toFile().list()).containsExactly("d.tar.gz");
    assertThat(good).hasContent("good");
  }

  @Test
  void oneWrongDigestOfTwoIsADifference() throws IOException {
    Pin pin =
        Demo.pin(
            "d",
            PREFIX,
            "formats = [\"tar.gz\"]",
            "[pin.sha256]",
            "tar = \"" + Demo.TAR + "\"",
            "\"tar.gz\" = \"" + Demo.GZIP + "\"",
            "[pin.sha512]",
            "\"tar.gz\" = \"" + "0".repeat(128) + "\"");
    PinReport report = build(pin);
    assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(List.of(report.content(), report.rawTar(), report.compressed()))
        .containsExactly(Answer.SAME, Answer.SAME, Answer.DIFFERENT);
    assertThat(out.toFile().list()).isEmpty();
  }

  @Test
  void aPinWithoutDigestsIsBuilt() throws IOException {
    PinReport report = build(Demo.pin("d", PREFIX, "formats = [\"tar\"]"));
    assertThat(report.verdict()).isEqualTo(Verdict.BUILT);
    assertThat(report.rawTar()).isEqualTo(Answer.UNKNOWN);
    assertThat(sha256("d.tar")).isEqualTo(Demo.TAR);
    checkSums();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aPinThatFailsStopsNoOtherAndReportsKeepTheOrder(int jobs) throws IOException {
    String none = "1".repeat(40);
    List<Pin> pins =
        Demo.pins(
            Demo.text("a", PREFIX, "formats = [\"tar.xz\"]"),
            Demo.text("b", Demo.BUNDLE, none),
            Demo.text("c", directory.resolve("no-repository"), none),
            Demo.text("d", PREFIX),
            Demo.text("e", PREFIX, "[pin.sha256]", "tar = \"" + WRONG + "\""),
            Demo.text("f", PREFIX, "[pin.sha256]", "tar = \"" + Demo.TAR + "\""),
            Demo.text("g", PREFIX, "profile = \"git-1.8.0\""));
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    List<PinReport> reports = snapshots.build(pins, out, jobs, r -> heard.add(r.name()));
    assertThat(reports)
        .extracting(PinReport::name)
        .containsExactly("a", "b", "c", "d", "e", "f", "g");
    assertThat(heard).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
    assertThat(reports)
        .extracting(PinReport::verdict)
        .containsExactly(
            Verdict.BUILT,
            Verdict.FAILED,
            Verdict.FAILED,
            Verdict.BUILT,
            Verdict.DIFFERENT,
            Verdict.SAME,
            Verdict.BUILT);
    assertThat(reports.get(1).message().orElse("")).contains(none).doesNotContain("\n");
    assertThat(reports.get(2).message().orElse("")).contains("no-repository").doesNotContain("\n");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "a.tar.xz",
            "a.manifest.json",
            "d.tar.gz",
            "d.manifest.json",
            "f.tar.gz",
            "f.manifest.json",
            "g.tar.gz",
            "g.manifest.json",
            "SHA256SUMS");
    checkSums();
  }

  @Test
  void manifestsAreTheSameWhereverTheyAreMade() throws IOException {
    PinReport unused = build(Demo.published());
    Path elsewhere = directory.resolve("else/where");
    try (Snapshots others =
        Snapshots.open(SnapshotOptions.of(directory.resolve("another-cache")))) {
      List<PinReport> reports = others.build(List.of(Demo.published()), elsewhere, 1, report -> {});
      assertThat(reports).extracting(PinReport::verdict).containsExactly(Verdict.SAME);
    }
    for (String name : requireNonNull(out.toFile().list())) {
      assertThat(elsewhere.resolve(name)).hasSameBinaryContentAs(out.resolve(name));
    }
    assertThat(elsewhere.toFile().list()).hasSize(5);
  }

  @Test
  void buildsIntoOneDirectoryAtTheSameTimeLoseNoLine() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<PinReport>>> builds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Pin> pins = new ArrayList<>();
      for (int k = 0; k < 6; k++) {
        pins.add(Demo.pin("d" + i + k, PREFIX, "formats = [\"tar.gz\", \"tar\"]"));
      }
      builds.add(threads.submit(() -> snapshots.build(pins, out, 2, report -> {})));
    }
    for (Future<List<PinReport>> one : builds) {
      assertThat(one.get()).extracting(PinReport::verdict).containsOnly(Verdict.BUILT);
    }
    threads.shutdown();
    assertThat(out.resolve("SHA256SUMS")).content().hasLineCount(48);
    checkSums();
    assertThat(out.toFile().list()).hasSize(4 * 6 * 3 + 1);
  }

  @Test
  void formatsOfOnePassEqualThoseMadeAlone() throws IOException {
    PinReport unused =
        build(
            Demo.pin(
                "all",
                PREFIX,
                "formats = [\"tar.xz\", \"tar\", \"tar.gz\"]",
                "compressor = { \"tar.gz\" = \"zlib -9\", \"tar.xz\" = \"xz-java -1\" }"));
    PinReport tar = build(Demo.pin("one", PREFIX, "formats = [\"tar\"]"));
    PinReport gzip = build(Demo.pin("one", PREFIX, "compressor = \"zlib -9\""));
    PinReport xz =
        build(Demo.pin("one", PREFIX, "formats = [\"tar.xz\"]", "compressor = \"xz-java -1\""));
    for (PinReport report : List.of(tar, gzip, xz)) {
      assertThat(report.verdict()).isEqualTo(Verdict.BUILT);
    }
    for (String format : List.of("tar", "tar.gz", "tar.xz")) {
      assertThat(out.resolve("one." + format)).hasSameBinaryContentAs(out.resolve("all." + format));
    }
  }

  @Test
  void anOutputDirectoryThatCannotBeMadeIsSaid() throws IOException {
    Files.writeString(out, "a file");
    PinReport report = build(Demo.published());
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.message().orElse("")).startsWith("cannot make the directory " + out);
    assertThat(out).hasContent("a file");
  }

  @Test
  void aRequestWithoutAPinWritesFilesAndStreams() throws IOException {
    Files.createDirectories(out);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(),
            Optional.of(ByteString.utf8("demo-1.0/")),
            Optional.empty(),
            SubstInputs.NONE,
            Map.of(Format.TAR, Optional.empty(), Format.TAR_GZ, Optional.empty()));
    ArchiveReport report =
        snapshots.archive(
            new ArchiveRequest(
                List.of(Demo.BUNDLE.toString()),
                "v1.0",
                recipe,
                Map.of(Format.TAR_GZ, out.resolve("x.tar.gz")),
                Map.of(Format.TAR, stream)));
    assertThat(report.commit().hex()).isEqualTo(Demo.COMMIT);
    assertThat(report.rawTar().sha256().hex()).isEqualTo(Demo.TAR);
    assertThat(report.rawTar().size()).isEqualTo(stream.size());
    assertThat(sha256("x.tar.gz")).isEqualTo(Demo.GZIP);
    assertThat(out.toFile().list()).containsExactly("x.tar.gz");
  }

  @Test
  void aPinMadeFromAReferenceBuildsTheSameAlsoFromItsText() throws IOException {
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(),
            Optional.of(ByteString.utf8("demo-1.0/")),
            Optional.empty(),
            SubstInputs.NONE,
            Map.of(Format.TAR_GZ, Optional.empty()));
    // A path from the current directory, and not from the one above it.
    Path relative = Path.of("").toAbsolutePath().relativize(Demo.BUNDLE.toAbsolutePath());
    Pin pin =
        snapshots
            .pin(new PinRequest(List.of(relative.toString()), "v1.0", Optional.empty(), recipe))
            .pin();
    assertThat(pin.name()).isEqualTo("demo-1.0");
    assertThat(pin.expectations(Format.TAR).digests().values())
        .singleElement()
        .hasToString("sha256:" + Demo.TAR);
    assertThat(build(pin).verdict()).isEqualTo(Verdict.SAME);
    Pin read = PinFile.parse("made.toml", PinWriter.toToml(pin)).get(0);
    assertThat(build(read).verdict()).isEqualTo(Verdict.SAME);
    assertThat(sha256("demo-1.0.tar.gz")).isEqualTo(Demo.GZIP);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noJobIsRefused(int jobs) throws IOException {
    List<Pin> pins = List.of(Demo.pin("demo", PREFIX));
    assertThatThrownBy(() -> snapshots.build(pins, out, jobs, r -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> snapshots.verify(pins, Optional.empty(), jobs, r -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSideWithoutAUrlIsInvalidInput() {
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), SubstInputs.NONE, Map.of());
    CompareSide side = new CompareSide.Commit(List.of(), "main", recipe);
    assertThatThrownBy(
            () ->
                snapshots.compare(
                    new CompareRequest(
                        new CompareSide.OnDisk(Demo.BUNDLE), side, CompareRequest.Detail.DEFAULT)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("no URL to get the repository from");
  }

  private PinReport build(Pin pin) {
    List<PinReport> reports = snapshots.build(List.of(pin), out, 1, report -> {});
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private String sha256(String name) {
    return new Tool(out).text("sha256sum", name).substring(0, 64);
  }

  private void checkSums() {
    byte[] printed = new Tool(out).run(null, "sha256sum", "--strict", "-c", "SHA256SUMS");
    assertThat(new String(printed, StandardCharsets.UTF_8)).contains(": OK").doesNotContain("FAIL");
  }
}
