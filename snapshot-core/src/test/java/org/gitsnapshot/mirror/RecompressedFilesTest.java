package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.mirror.MirrorFixture.QUICK;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recompress.RecompressFile;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.report.RecompressReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecompressRequest;
import org.gitsnapshot.serve.CheckMirror;
import org.gitsnapshot.testing.TestMirror;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other forms of a mirror's files, which {@code recompress --publish} adds to its lists. */
class RecompressedFilesTest {
  @TempDir private Path directory;
  private MirrorFixture fixture;
  private Path mirror;
  private Path original;

  @BeforeEach
  void publishes() {
    fixture = new MirrorFixture(directory);
    mirror = fixture.destination();
    byte[] text = "fix\n".repeat(500).getBytes(StandardCharsets.US_ASCII);
    byte[] gz = new Tool(directory).run(text, "gzip", "-n");
    new TestMirror(mirror).add("fix.patch.gz", gz, "https://u.example/fix.patch.gz");
    original = mirror.resolve("fix.patch.gz");
  }

  private static RecompressReport recompress(Path file, String to, Optional<Path> output)
      throws IOException {
    return new RecompressFile(1, Progress.NONE)
        .run(
            new RecompressRequest(
                file,
                new RecompressRequest.To(Compressor.parse(to)),
                output.map(place -> new RecompressRequest.Output(place, false)),
                true,
                ReadFiles.of(),
                List.of(),
                true));
  }

  private MirrorManifest manifest() throws IOException {
    return MirrorManifestJson.read(mirror.resolve("manifest.json"));
  }

  private Map<String, byte[]> lists() throws IOException {
    Map<String, byte[]> lists = new TreeMap<>();
    for (String list : List.of("manifest.json", "SHA256SUMS", "index.html")) {
      lists.put(list, Files.readAllBytes(mirror.resolve(list)));
    }
    return lists;
  }

  @Test
  void theListsHaveTheNewFileAndWhatItWasMadeFrom() throws IOException {
    RecompressReport report = recompress(original, "xz -6", Optional.empty());
    MirrorFile added = manifest().file("fix.patch.xz").orElseThrow();
    assertThat(added.sha256()).isEqualTo(report.made().orElseThrow().digests().sha256());
    assertThat(added.origin())
        .isEqualTo(
            new Origin.Recompressed(
                "fix.patch.gz",
                report.original().sha256(),
                Optional.of("https://u.example/fix.patch.gz"),
                Optional.of(Compressor.parse("xz -6")),
                new MirrorFile.RawTar(report.raw().size(), report.raw().sha256())));
    fixture.assertConsistent();
    assertThat(CheckMirror.run(mirror, Optional.empty(), Progress.NONE).complete()).isTrue();
    assertThat(Files.readString(mirror.resolve("index.html"))).contains("fix.patch.xz");
    Map<String, byte[]> before = lists();
    // Again, and from a list that lost the line while the file stayed.
    assertThat(recompress(original, "xz -6", Optional.empty()).outcome())
        .isEqualTo(RecompressReport.Outcome.THERE);
    assertThat(lists()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void aSignatureOfOtherChecksumsGoes() throws IOException {
    Path signature = Files.writeString(mirror.resolve("SHA256SUMS.sig"), "signed");
    assertThat(recompress(original, "xz -6", Optional.empty()).notes())
        .anySatisfy(
            note -> assertThat(note).contains("SHA256SUMS.sig was of the checksums before"));
    assertThat(signature).doesNotExist();
    Files.writeString(signature, "signed again");
    assertThat(recompress(original, "xz -6", Optional.empty()).notes()).isEmpty();
    assertThat(signature).exists();
  }

  @Test
  void aFileThatIsReplacedIsReplacedInTheListsToo() throws IOException {
    recompress(original, "xz -6", Optional.empty());
    Digest before = manifest().file("fix.patch.xz").orElseThrow().sha256();
    recompress(original, "xz-java -0", Optional.empty());
    assertThat(manifest().file("fix.patch.xz").orElseThrow().sha256()).isNotEqualTo(before);
    fixture.assertConsistent();
  }

  @Test
  void aFormOfAFormNamesUpstreamsFile() throws IOException {
    recompress(original, "xz -6", Optional.empty());
    recompress(mirror.resolve("fix.patch.xz"), "bzip2 -9", Optional.empty());
    Origin.Recompressed origin =
        (Origin.Recompressed) manifest().file("fix.patch.bz2").orElseThrow().origin();
    assertThat(origin.name()).isEqualTo("fix.patch.gz");
    assertThat(origin.url()).contains("https://u.example/fix.patch.gz");
  }

  @Test
  void whatIsOfNoMirrorIsRefusedBeforeAnythingIsMade() throws IOException {
    Map<String, byte[]> before = lists();
    Path elsewhere = Files.copy(original, directory.resolve("fix.patch.gz"));
    Path unlisted = Files.copy(original, mirror.resolve("other.gz"));
    Path hidden = mirror.resolve(".fix.xz");
    for (Map.Entry<Path, Optional<Path>> each :
        Map.of(
                elsewhere, Optional.<Path>empty(),
                unlisted, Optional.<Path>empty(),
                original, Optional.of(directory.resolve("fix.patch.xz")))
            .entrySet()) {
      assertThatThrownBy(() -> recompress(each.getKey(), "xz -6", each.getValue()))
          .isInstanceOfSatisfying(
              InvalidInputException.class, fault -> assertThat(fault.hint()).isPresent());
    }
    assertThatThrownBy(() -> recompress(original, "xz -6", Optional.of(hidden)))
        .hasMessageContaining("no name of a mirror's file");
    Files.write(original, new Tool(directory).run(new byte[9], "gzip", "-n"));
    assertThatThrownBy(() -> recompress(original, "xz -6", Optional.empty()))
        .hasMessageContaining("is not the file that");
    assertThat(lists()).usingRecursiveComparison().isEqualTo(before);
    assertThat(fixture.published()).noneMatch(name -> name.endsWith(".xz"));
    assertThat(directory.resolve("fix.patch.xz")).doesNotExist();
  }

  @Test
  void aMirrorKeepsItUntilItPrunes() throws IOException {
    recompress(original, "xz -6", Optional.empty());
    String sha256 = new Tool(mirror).text("sha256sum", "fix.patch.gz").substring(0, 64);
    fixture.step("fix", "f https://u.example/fix.patch.gz " + sha256 + "\n");
    fixture.run();
    assertThat(fixture.manifest().file("fix.patch.xz")).isPresent();
    MirrorReport pruned =
        fixture.run(fixture.request(MirrorRequest.Mode.UPDATE, QUICK, false, true));
    assertThat(pruned.pruned()).containsExactly("fix.patch.xz");
    assertThat(fixture.published()).noneMatch(name -> name.startsWith("fix.patch.xz"));
    assertThat(original).exists();
  }
}
