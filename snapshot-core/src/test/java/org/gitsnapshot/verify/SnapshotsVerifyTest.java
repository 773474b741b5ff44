package org.gitsnapshot.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarEntries;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published files held against their pin, through the front door. */
@Tag("one-jvm")
class SnapshotsVerifyTest {
  private static final Answer SAME = Answer.SAME;
  private static final Answer DIFFERENT = Answer.DIFFERENT;
  private static final Answer UNKNOWN = Answer.UNKNOWN;

  @TempDir Path directory;
  private Path files;
  private Tool tool;
  private Snapshots snapshots;

  @BeforeEach
  void open() throws IOException {
    files = Files.createDirectory(directory.resolve("files"));
    tool = new Tool(files);
    snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")));
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  @Test
  void thePublishedDigestsAreConfirmedAndNothingIsWritten() throws IOException {
    PinReport report = verify(Demo.published(), Optional.empty());
    assertAnswers(report, Verdict.SAME, SAME, SAME, SAME);
    assertThat(files).isEmptyDirectory();
  }

  @Test
  void whatBuildWroteIsTheSame() throws IOException {
    Pin pin = gzipped();
    build(pin);
    assertAnswers(verify(pin), Verdict.SAME, SAME, SAME, SAME);
  }

  @Test
  void anotherCompressionLeavesContentAndRawTarTheSame() throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", "gzip -dc d.tar.gz | gzip -n -9 >x && mv x d.tar.gz");
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.DIFFERENT, SAME, SAME, DIFFERENT);
    assertThat(report.message().orElse("")).contains("d.tar.gz: the raw tar is the same");
  }

  @Test
  void anotherFormatUnderTheNameLeavesContentAndRawTarTheSame() throws IOException {
    Pin pin = gzipped();
    for (String command : List.of("xz", "bzip2", "cat")) {
      build(pin);
      tool.text("sh", "-c", "gzip -dc d.tar.gz | " + command + " >x && mv x d.tar.gz");
      assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, SAME, DIFFERENT);
    }
  }

  @Test
  void zerosBehindTheEndOfAGzipFileAreOfItsCompressedForm() throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", "head -c 1000 /dev/zero >>d.tar.gz && gzip -t d.tar.gz");
    assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, SAME, DIFFERENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar", "v7"})
  void anotherTarOfTheSameFilesLeavesTheContentTheSame(String format) throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", retar(format, "true"));
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.DIFFERENT, SAME, DIFFERENT, DIFFERENT);
    assertThat(report.message().orElse("")).contains("the content is the same");
  }

  @ParameterizedTest
  @CsvSource({
    "echo more >>demo-1.0/README, README",
    "chmod -x demo-1.0/src/hello, src/hello",
    "ln -sf elsewhere demo-1.0/hello, hello",
    "rm demo-1.0/README, README",
    "touch demo-1.0/new, new"
  })
  void whateverChangesInTheFilesIsADifferenceInContent(String change, String first)
      throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", retar("gnu", change));
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT);
    assertThat(report.message().orElse("")).endsWith("the content differs in 1 file, " + first);
  }

  /** Unpacks, changes, and packs again in an order and with owners of its own. */
  private static String retar(String format, String change) {
    return "tar xf d.tar.gz && rm d.tar.gz && "
        + change
        + " && tar c --format="
        + format
        + " --sort=name --owner=me --group=us demo-1.0 | gzip >d.tar.gz";
  }

  @Test
  void anotherTopDirectoryIsTheSameContent() throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", "tar xf d.tar.gz && mv demo-1.0 other && tar czf d.tar.gz other");
    assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, DIFFERENT, DIFFERENT);
  }

  @ParameterizedTest
  @CsvSource({
    "touch e, 'tar rf d.tar demo-1.0/README', ''",
    "echo evil >demo-1.0/README, 'tar rf d.tar demo-1.0/README', README",
    "echo evil >demo-1.0/README, 'tar cf e.tar demo-1.0/README; tar Af e.tar d.tar; mv e.tar d.tar', README",
  })
  void aPathThatIsThereTwiceIsADifferenceUnlessItIsTheSame(
      String change, String script, String differs) throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text(
        "sh",
        "-c",
        "tar xf d.tar.gz && gunzip d.tar.gz && " + change + " && " + script + " && gzip d.tar");
    PinReport report = verify(pin);
    if (differs.isEmpty()) {
      assertAnswers(report, Verdict.DIFFERENT, SAME, DIFFERENT, DIFFERENT);
    } else {
      assertAnswers(report, Verdict.DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT);
      assertThat(report.message().orElse(""))
          .endsWith("1 file, " + differs + ", which is there twice, and not the same");
    }
  }

  /** GNU tar unpacks what was made, bsdtar and Python another file too. */
  @Test
  void whatProgramsReadDifferentlyIsADifference() throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", "gunzip d.tar.gz && tar xf d.tar demo-1.0/README");
    Path tar = files.resolve("d.tar");
    String readme = Files.readString(files.resolve("demo-1.0/README"));
    byte[] both =
        TarEntries.append(
            Files.readAllBytes(tar),
            TarEntries.longName('L', "demo-1.0/evil"),
            TarEntries.pax("path", "demo-1.0/README"),
            TarEntries.entry("demo-1.0/README", '0', "", readme));
    Files.write(tar, both);
    tool.text("sh", "-c", "gzip d.tar");
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT);
    assertThat(report.message().orElse(""))
        .endsWith("1 file, README, which programs read differently");
  }

  @Test
  void theNameOfAVolumeIsNoFile() throws IOException {
    Pin pin = gzipped();
    build(pin);
    tool.text("sh", "-c", "tar xf d.tar.gz && tar czf d.tar.gz -V 'demo 1.0' demo-1.0");
    assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, DIFFERENT, DIFFERENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax"})
  void longNamesAndNamesThatAreNotUtf8AreComparedAsBytes(String format) throws IOException {
    RawRepository repository = RawRepository.init(Files.createDirectory(directory.resolve("r")));
    Oid blob = repository.blob("x");
    byte[] invalid = "\u00ff-".repeat(60).getBytes(StandardCharsets.ISO_8859_1);
    Oid tree =
        repository.tree(
            List.of(
                new Item("100644", "\u00e9".repeat(70), blob),
                new Item("100644", "\u00e9", blob),
                new Item("120000", "link", repository.blob("\u00e9".repeat(80))),
                new Item("100644", ByteString.of(new byte[] {(byte) 0xe9}), blob),
                new Item("100755", ByteString.of(invalid), blob)));
    Oid commit = repository.commit(tree);
    repository.flush();
    Pin pin =
        Demo.pins(
                Demo.text(
                    "d",
                    repository.directory(),
                    commit.hex(),
                    "prefix = \"demo-1.0/\"",
                    "formats = [\"tar.gz\"]"))
            .get(0);
    build(pin);
    tool.text("sh", "-c", retar(format, "true"));
    assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, DIFFERENT, DIFFERENT);
    tool.text("sh", "-c", retar(format, "printf y >\"$(printf 'demo-1.0/\\351')\""));
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT);
    assertThat(report.message().orElse("")).endsWith("differs in 1 file, \\xe9");
  }

  @Test
  void aTruncatedFileIsADifference() throws IOException {
    Pin pin = gzipped();
    build(pin);
    Path file = files.resolve("d.tar.gz");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 15, 100, whole.length - 9, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      PinReport report = verify(pin);
      // Of what cannot be unpacked nobody knows the content; nothing at all holds none.
      Answer inside = length == 0 ? DIFFERENT : UNKNOWN;
      assertAnswers(report, Verdict.DIFFERENT, inside, inside, DIFFERENT);
      assertThat(report.message().orElse("")).contains(file + ": damaged: ").doesNotContain("\n");
    }
    Files.write(file, Arrays.copyOf(whole, 100));
    PinReport promised = verify(gzippedWithDigest());
    assertAnswers(promised, Verdict.DIFFERENT, UNKNOWN, UNKNOWN, DIFFERENT);
  }

  @Test
  void aTruncatedRawTarIsADifference() throws IOException {
    Pin pin = Demo.pin("d", "prefix = \"demo-1.0/\"", "formats = [\"tar\"]");
    build(pin);
    Path file = files.resolve("d.tar");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 511, 512, 1500, 2048}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertAnswers(verify(pin), Verdict.DIFFERENT, DIFFERENT, DIFFERENT, UNKNOWN);
    }
    // Without all of the trailer it is a tar still.
    Files.write(file, Arrays.copyOf(whole, whole.length - 512));
    assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, DIFFERENT, UNKNOWN);
  }

  @Test
  void aFileThatIsNoTarIsADifference() throws IOException {
    Pin pin = gzipped();
    for (String other : List.of("<html>404 Not Found</html>", "x".repeat(5000))) {
      Files.writeString(files.resolve("d.tar.gz"), other);
      PinReport report = verify(pin);
      assertAnswers(report, Verdict.DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT);
      assertThat(report.message().orElse("")).contains("not a whole tar");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "printf '\\050\\265\\057\\375rest', is compressed by zstd",
    "printf 'LZIP\\001rest', is compressed by lzip",
    "gzip -dc d.tar.gz | bzip2 | gzip, 'is compressed twice, and what lies inside, of bzip2,'",
    "printf 'PK\\003\\004rest', is a zip archive"
  })
  void aFormatThatIsNotReadIsNotTakenForDamage(String command, String message) throws IOException {
    Pin pin = gzippedWithDigest();
    build(gzipped());
    tool.text("sh", "-c", command + " >x && mv x d.tar.gz");
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.FAILED, UNKNOWN, UNKNOWN, DIFFERENT);
    assertThat(report.message().orElse("")).startsWith(files.resolve("d.tar.gz") + " " + message);
  }

  @Test
  void aDirectoryUnderTheNameIsCalledThat() throws IOException {
    Files.createDirectory(files.resolve("d.tar.gz"));
    PinReport report = verify(gzippedWithDigest());
    assertAnswers(report, Verdict.FAILED, UNKNOWN, UNKNOWN, UNKNOWN);
    assertThat(report.message()).contains(files.resolve("d.tar.gz") + " is no regular file");
  }

  @Test
  void aMissingFileIsAFailureThoughTheDigestsAreRight() throws IOException {
    PinReport report = verify(Demo.published());
    assertAnswers(report, Verdict.FAILED, SAME, SAME, SAME);
    assertThat(report.message().orElse("")).contains("demo-1.0.tar.xz: there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip -dc d.tar.gz", "echo no tar at all"})
  void whatCouldNotBeReadIsNeverTheSame(String content) throws IOException {
    Pin pin = gzippedWithDigest();
    build(gzipped());
    tool.text("sh", "-c", content + " | xz --lzma2=dict=128MiB >x && mv x d.tar.gz");
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.FAILED, UNKNOWN, UNKNOWN, DIFFERENT);
    assertThat(report.message().orElse("")).contains("d.tar.gz: the xz file needs ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aDiskThatFailsIsNoDifference(int opened) throws IOException {
    Pin pin = gzippedWithDigest();
    build(gzipped());
    tool.text("sh", "-c", retar("gnu", "true"));
    Openings failing =
        new Openings(
            "d.tar.gz",
            opened,
            path -> {
              throw new FileSystemException(path.toString(), null, "Input/output error");
            });
    PinReport report = verify(pin, Optional.of(failing.at(files)));
    Answer compressed = opened == 1 ? UNKNOWN : DIFFERENT;
    assertAnswers(report, Verdict.FAILED, UNKNOWN, UNKNOWN, compressed);
    assertThat(report.message().orElse("")).endsWith("cannot be read: Input/output error");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aFileThatAnotherTakesThePlaceOfMeanwhileIsNotJudged(int opened) throws IOException {
    Pin pin = gzippedWithDigest();
    build(gzipped());
    tool.text("sh", "-c", "cp -p d.tar.gz good && " + retar("gnu", "true"));
    Openings replacing =
        new Openings(
            "d.tar.gz",
            opened,
            path ->
                Files.move(
                    files.resolve("good"),
                    files.resolve("d.tar.gz"),
                    StandardCopyOption.REPLACE_EXISTING));
    PinReport report = verify(pin, Optional.of(replacing.at(files)));
    assertAnswers(report, Verdict.FAILED, UNKNOWN, UNKNOWN, UNKNOWN);
    assertThat(report.message().orElse("")).endsWith("d.tar.gz has changed while it was read");
  }

  /** The real file system, where something happens when a file is opened for the nth time. */
  private static final class Openings extends FilterFileSystemProvider {
    /** What happens. */
    private interface Act {
      void run(Path path) throws IOException;
    }

    private final String name;
    private final Act act;
    private int left;

    Openings(String name, int nth, Act act) {
      super("openings://", FileSystems.getDefault());
      this.name = name;
      this.left = nth;
      this.act = act;
    }

    Path at(Path path) {
      return wrapPath(path);
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
      if (path.endsWith(name) && --left == 0) {
        act.run(path);
      }
      return super.newInputStream(path, options);
    }
  }

  @Test
  void aFailureOfOneFileOutweighsADifferenceOfAnother() throws IOException {
    Pin pin = Demo.pin("d", "prefix = \"demo-1.0/\"", "formats = [\"tar\", \"tar.gz\"]");
    build(pin);
    tool.text("sh", "-c", "rm d.tar.gz && echo more >>d.tar");
    PinReport report = verify(pin);
    assertAnswers(report, Verdict.FAILED, SAME, DIFFERENT, UNKNOWN);
    assertThat(report.message().orElse("")).contains("d.tar: ").contains("there is no such file");
  }

  @Test
  void aGoodFileDoesNotHideADigestThatIsWrong() throws IOException {
    build(gzipped());
    Pin pin =
        Demo.pin(
            "d",
            "prefix = \"demo-1.0/\"",
            "formats = [\"tar.gz\"]",
            "[pin.sha256]",
            "tar = \"" + "0".repeat(64) + "\"");
    PinReport report = verify(pin);
    assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(report.rawTar()).isEqualTo(DIFFERENT);
  }

  @Test
  void aPinWithNeitherDigestsNorFilesCannotBeVerified() throws IOException {
    PinReport report = verify(gzipped(), Optional.empty());
    assertAnswers(report, Verdict.FAILED, UNKNOWN, UNKNOWN, UNKNOWN);
    assertThat(report.message().orElse("")).contains("no digest");
  }

  @Test
  void aFileThatTheProgramXzPackedIsTheEnginesOwn() throws IOException {
    Pin pin =
        Demo.pin(
            "d",
            "prefix = \"demo-1.0/\"",
            "formats = [\"tar.xz\", \"tar\"]",
            "compressor = { \"tar.xz\" = \"xz-mt -6\" }",
            "[pin.sha256]",
            "tar = \"" + Demo.TAR + "\"");
    build(Demo.pin("d", "prefix = \"demo-1.0/\"", "formats = [\"tar\"]"));
    tool.text("sh", "-c", "xz -T2 -6 -k d.tar");
    assertAnswers(verify(pin), Verdict.SAME, SAME, SAME, SAME);
    tool.text("sh", "-c", "xz -T1 -6 -c d.tar >d.tar.xz");
    assertAnswers(verify(pin), Verdict.DIFFERENT, SAME, SAME, DIFFERENT);
    tool.text("sh", "-c", "echo | xz >d.tar.xz");
    assertAnswers(verify(pin), Verdict.DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void everyPinIsVerifiedWhateverBecomesOfTheOthers(int jobs) throws IOException {
    List<Pin> pins =
        Demo.pins(
            Demo.text("a", "prefix = \"demo-1.0/\"", "[pin.sha256]", "tar = \"" + Demo.TAR + "\""),
            Demo.text(
                "b", Demo.BUNDLE, "1".repeat(40), "[pin.sha256]", "tar = \"" + Demo.TAR + "\""),
            Demo.text("c", "prefix = \"x/\"", "[pin.sha256]", "tar = \"" + Demo.TAR + "\""),
            Demo.text("d", "prefix = \"demo-1.0/\"", "[pin.sha256]", "tar = \"" + Demo.TAR + "\""));
    List<PinReport> reports = snapshots.verify(pins, Optional.empty(), jobs, report -> {});
    assertThat(reports)
        .extracting(PinReport::verdict)
        .containsExactly(Verdict.SAME, Verdict.FAILED, Verdict.DIFFERENT, Verdict.SAME);
  }

  private static Pin gzipped() throws IOException {
    return Demo.pin("d", "prefix = \"demo-1.0/\"", "formats = [\"tar.gz\"]");
  }

  private static Pin gzippedWithDigest() throws IOException {
    return Demo.pin(
        "d",
        "prefix = \"demo-1.0/\"",
        "formats = [\"tar.gz\"]",
        "[pin.sha256]",
        "tar = \"" + Demo.TAR + "\"");
  }

  private void build(Pin pin) {
    List<PinReport> reports = snapshots.build(List.of(pin), files, 1, report -> {});
    assertThat(reports).extracting(PinReport::verdict).containsExactly(Verdict.BUILT);
  }

  private PinReport verify(Pin pin) {
    return verify(pin, Optional.of(files));
  }

  private PinReport verify(Pin pin, Optional<Path> where) {
    List<PinReport> reports = snapshots.verify(List.of(pin), where, 1, report -> {});
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private static void assertAnswers(
      PinReport report, Verdict verdict, Answer content, Answer rawTar, Answer compressed) {
    assertThat(List.of(report.verdict(), report.content(), report.rawTar(), report.compressed()))
        .as("verdict, content, raw tar, compressed: %s", report.message())
        .containsExactly(verdict, content, rawTar, compressed);
  }
}
