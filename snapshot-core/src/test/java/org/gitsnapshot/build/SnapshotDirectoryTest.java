package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many snapshots built into one directory, more of them at a time than may be built at once. */
@Tag("one-jvm")
class SnapshotDirectoryTest {
  private static final int PINS = 24;

  @TempDir Path temp;

  private List<Pin> pins;
  private Path out;

  @BeforeEach
  void pins() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PINS; i++) {
      String commit = repo.write("file", "content " + i).commit("m" + i).hex();
      lines.add("[[pin]]");
      lines.add("name = 'p" + i + "'");
      lines.add("url = '" + repo.directory() + "'");
      lines.add("commit = '" + commit + "'");
      lines.add("prefix = 'p" + i + "/'");
      lines.add("formats = ['tar.gz', 'tar']");
    }
    Path file = Files.writeString(temp.resolve("pins.toml"), String.join("\n", lines));
    pins = PinFile.read(file);
    out = temp.resolve("out");
  }

  @Test
  void allAreThereAndListed() throws IOException {
    List<PinReport> reports = build();

    assertThat(reports).hasSize(PINS).allMatch(report -> report.verdict() == Verdict.BUILT);
    new Tool(out).run(null, "sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS");
    assertThat(Files.readAllLines(out.resolve("SHA256SUMS"))).hasSize(2 * PINS);
    try (var files = Files.list(out)) {
      // Two forms and a manifest each, the list, and the lock at most.
      assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".")))
          .hasSize(3 * PINS + 1);
    }
  }

  @Test
  @Timeout(60)
  void aListThatIsAPipeIsNotWaitedFor() throws IOException {
    Files.createDirectory(out);
    byte[] unused = new Tool(out).run(null, "mkfifo", "SHA256SUMS");
    assertThat(build())
        .hasSize(PINS)
        .allSatisfy(
            report -> {
              assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
              assertThat(report.message().orElse(""))
                  .contains("SHA256SUMS is a pipe, a socket or a device, and must be a plain file");
            });
    assertThat(out.toFile().list()).containsExactly("SHA256SUMS");
  }

  @Test
  void whatCannotBeMergedStopsAllAndNothingIsPublished() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("SHA256SUMS"), "no such thing\n");

    List<PinReport> reports = build();

    assertThat(reports).allMatch(report -> report.verdict() == Verdict.FAILED);
    assertThat(reports)
        .allSatisfy(report -> assertThat(report.message().orElse("")).contains("SHA256SUMS:1"));
    try (var files = Files.list(out)) {
      assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".")))
          .containsExactly(out.resolve("SHA256SUMS"));
    }
  }

  @Test
  void oneWhoseNameIsTakenFailsAloneAndByItsName() throws IOException {
    Files.createDirectories(out.resolve("p7.manifest.json"));

    List<PinReport> reports = build();

    for (PinReport report : reports) {
      boolean taken = report.name().equals("p7");
      assertThat(report.verdict()).isEqualTo(taken ? Verdict.FAILED : Verdict.BUILT);
      if (taken) {
        assertThat(report.message().orElse("")).contains("p7.manifest.json");
      }
    }
    assertThat(out.resolve("p7.tar.gz")).doesNotExist();
    assertThat(Files.readAllLines(out.resolve("SHA256SUMS"))).hasSize(2 * PINS - 2);
  }

  @Test
  void linesThatOthersWriteMeanwhileStay() throws IOException {
    Path list = out.resolve("SHA256SUMS");
    build(
        1,
        report -> {
          String line = "0".repeat(64) + "  other-" + report.name() + "\n";
          try {
            Files.writeString(list, line, StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    List<String> names =
        Files.readAllLines(list).stream().map(line -> line.substring(66)).sorted().toList();
    List<String> expected = new ArrayList<>();
    pins.forEach(
        pin ->
            expected.addAll(
                List.of("other-" + pin.name(), pin.name() + ".tar", pin.name() + ".tar.gz")));
    assertThat(names).containsExactlyElementsOf(expected.stream().sorted().toList());
  }

  private List<PinReport> build() throws IOException {
    return build(2, report -> {});
  }

  private List<PinReport> build(int atOnce, Consumer<PinReport> done) throws IOException {
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")))) {
      BuildPin build =
          new BuildPin(
              acquirer,
              new Pipeline(Limits.DEFAULT, 1),
              new SnapshotDirectory(out, atOnce, Progress.NONE),
              Progress.NONE);
      return Batch.run(pins, SnapshotDirectory.threads(atOnce), build::run, done);
    }
  }
}
