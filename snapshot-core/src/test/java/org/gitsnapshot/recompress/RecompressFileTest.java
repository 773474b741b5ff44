package org.gitsnapshot.recompress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.report.RecompressReport;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecompressRequest;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in another form, beside gzip, bzip2 and xz. */
@Tag("one-jvm")
class RecompressFileTest {
  @TempDir private Path directory;
  private Tool tool;
  private byte[] raw;

  @BeforeEach
  void writes() throws IOException {
    tool = new Tool(directory);
    raw = text(40_000);
    Files.write(directory.resolve("a.tar"), raw);
    tool.run(null, "gzip", "-nk9", "a.tar");
    tool.run(null, "bzip2", "-k9", "a.tar");
    tool.run(null, "xz", "-kT1", "-6", "a.tar");
  }

  /** Words at random: it compresses, and not in the same way at each level. */
  private static byte[] text(int words) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(Integer.toString(random.nextInt(900), 36)).append(i % 9 == 8 ? '\n' : ' ');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private RecompressReport run(String file, RecompressRequest.Form form, boolean replace)
      throws IOException {
    return new RecompressFile(2, Progress.NONE)
        .run(
            new RecompressRequest(
                directory.resolve(file),
                form,
                Optional.empty(),
                replace,
                ReadFiles.of(directory.resolve("a.tar.bz2")),
                List.of(),
                false));
  }

  private static RecompressRequest.Form to(String compressor) throws Exception {
    return new RecompressRequest.To(Compressor.parse(compressor));
  }

  @ParameterizedTest
  @CsvSource({
    "gz, xz -6, xz, xz -T1 -6",
    "gz, xz -2e, xz, xz -T1 -2e",
    "xz, bzip2 -9, bz2, bzip2 -9",
    "bz2, gnu-gzip -6, gz, gzip -n -6"
  })
  void theNewFormIsTheToolsOwn(String from, String compressor, String suffix, String command)
      throws Exception {
    Files.delete(directory.resolve("a.tar." + suffix));
    RecompressReport report = run("a.tar." + from, to(compressor), false);
    assertThat(report.outcome()).isEqualTo(RecompressReport.Outcome.WRITTEN);
    byte[] expected = tool.run(raw, command.split(" "));
    assertThat(directory.resolve("a.tar." + suffix)).hasBinaryContent(expected);
    String record = Files.readString(directory.resolve("a.tar." + suffix + ".manifest.json"));
    assertThat(record)
        .contains(tool.text("sha256sum", "a.tar").substring(0, 64))
        .contains(tool.text("sha256sum", "a.tar." + from).substring(0, 64))
        .contains(tool.text("sha256sum", "a.tar." + suffix).substring(0, 64));
  }

  @Test
  void rawBytesComeOutOfSeveralMembers() throws Exception {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(tool.run(Arrays.copyOf(raw, 1000), "gzip", "-n"));
    two.write(tool.run(Arrays.copyOfRange(raw, 1000, raw.length), "gzip", "-n"));
    Files.write(directory.resolve("two.gz"), two.toByteArray());
    run("two.gz", new RecompressRequest.Raw(), false);
    assertThat(directory.resolve("two")).hasBinaryContent(raw);
  }

  @Test
  void whatHasTheNameStaysUnlessItIsToBeReplaced() throws Exception {
    Path there = Files.writeString(directory.resolve("a.tar.xz"), "mine");
    assertThatThrownBy(() -> run("a.tar.gz", to("xz -6"), false))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("a.tar.xz");
    assertThat(there).hasContent("mine");
    run("a.tar.gz", to("xz -6"), true);
    assertThat(there).hasBinaryContent(tool.run(raw, "xz", "-T1", "-6"));
    assertThat(run("a.tar.gz", to("xz -6"), false).outcome())
        .isEqualTo(RecompressReport.Outcome.THERE);
    assertThat(run("a.tar.gz", to("gnu-gzip -9"), true).outcome())
        .isEqualTo(RecompressReport.Outcome.KEPT);
  }

  @Test
  void whatIsReadInTheSameRunIsNeverReplaced() throws Exception {
    Path other = directory.resolve("a.tar.bz2");
    byte[] bytes = Files.readAllBytes(other);
    assertThatThrownBy(() -> run("a.tar.gz", to("bzip2 -1"), true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(other + " is what is read, and would be replaced");
    assertThat(other).hasBinaryContent(bytes);
    assertThat(run("a.tar.gz", to("bzip2 -9"), true).outcome())
        .isEqualTo(RecompressReport.Outcome.WRITTEN);
    assertThat(other).hasBinaryContent(bytes);
  }

  @Test
  void damageIsRefusedAndLeavesNothing() throws Exception {
    byte[] gzip = Files.readAllBytes(directory.resolve("a.tar.gz"));
    Files.write(directory.resolve("cut.gz"), Arrays.copyOf(gzip, gzip.length / 2));
    byte[] longer = Arrays.copyOf(gzip, gzip.length + 5);
    Arrays.fill(longer, gzip.length, longer.length, (byte) 'j');
    Files.write(directory.resolve("more.gz"), longer);
    byte[] wrong = gzip.clone();
    wrong[gzip.length - 6] ^= 1;
    Files.write(directory.resolve("wrong.gz"), wrong);
    for (String name : List.of("cut", "more", "wrong")) {
      assertThatThrownBy(() -> run(name + ".gz", to("xz -0"), false))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(name + ".gz")
          .hasMessageContaining(
              name.equals("more") ? "data ends after " + gzip.length + " bytes" : "near byte");
      assertThat(directory.resolve(name + ".xz")).doesNotExist();
    }
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.startsWith(".")))
          .isEmpty();
    }
  }

  @Test
  void theSmallestIsTheToolsSmallest() throws Exception {
    Files.delete(directory.resolve("a.tar.xz"));
    Files.delete(directory.resolve("a.tar.bz2"));
    RecompressReport report =
        run("a.tar.gz", RecompressRequest.Smallest.parse("gnu-gzip -6,bzip2 -9,xz -6"), false);
    int gzip = tool.run(raw, "gzip", "-n6").length;
    int bzip2 = tool.run(raw, "bzip2", "-9").length;
    int xz = tool.run(raw, "xz", "-T1", "-6").length;
    assertThat(report.tried())
        .extracting(tried -> tried.compressor() + "=" + tried.size())
        .containsExactlyInAnyOrder("gnu-gzip -6=" + gzip, "bzip2 -9=" + bzip2, "xz -6=" + xz);
    assertThat(report.tried().get(0).size())
        .isEqualTo(Math.min(gzip, Math.min(bzip2, xz)))
        .isEqualTo(report.made().orElseThrow().digests().size());
  }

  @Test
  void theSmallestDoesNotReplaceWhatIsRead() throws Exception {
    byte[] before = tool.run(raw, "gzip", "-n1");
    Path file = Files.write(directory.resolve("b.tar.gz"), before);
    RecompressReport report = run("b.tar.gz", RecompressRequest.Smallest.parse("gnu-gzip"), false);
    assertThat(report.outcome()).isEqualTo(RecompressReport.Outcome.BLOCKED);
    assertThat(report.made()).isEmpty();
    assertThat(report.tried()).hasSize(9);
    assertThat(report.tried().get(0).size()).isLessThan(before.length);
    assertThat(file).hasBinaryContent(before);
    assertThat(directory.resolve("b.tar.gz.manifest.json")).doesNotExist();
  }

  @Test
  void theProofFindsTheFirstByteThatDiffers() throws Exception {
    ProveRecompressed proof = new ProveRecompressed(Progress.NONE);
    Path gz = directory.resolve("a.tar.gz");
    assertThat(proof.run(gz, directory.resolve("a.tar.xz")).same()).isTrue();
    byte[] other = raw.clone();
    other[12_345] ^= 1;
    Path forged = Files.write(directory.resolve("f.xz"), tool.run(other, "xz", "-T1"));
    assertThat(proof.run(gz, forged).firstDifference()).contains(12_345L);
    Path shorter =
        Files.write(directory.resolve("s.xz"), tool.run(Arrays.copyOf(raw, 99), "xz", "-T1"));
    assertThat(proof.run(gz, shorter).firstDifference()).contains(99L);
  }
}
