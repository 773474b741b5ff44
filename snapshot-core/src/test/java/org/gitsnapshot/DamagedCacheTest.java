package org.gitsnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.request.LintRequest;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.Tool;
import org.gitsnapshot.testing.faults.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A byte of the cache has changed, and whoever reads it gets what the source has, at once. */
@Tag("one-jvm")
class DamagedCacheTest {
  private static final Map<Format, Optional<Compressor>> FORMS =
      ImmutableMap.of(Format.TAR, Optional.empty(), Format.TAR_GZ, Optional.empty());
  private static final RecipeRequest RECIPE =
      new RecipeRequest(
          Optional.empty(), Optional.empty(), Optional.empty(), SubstInputs.NONE, FORMS);
  private static final List<String> URLS = List.of(Demo.BUNDLE.toString());

  @TempDir Path directory;
  private Snapshots snapshots;
  private Pin pin;

  @BeforeEach
  void fill() throws IOException {
    pin =
        Demo.pin(
            "demo",
            "prefix = \"demo-1.0/\"",
            "formats = [\"tar\", \"tar.gz\"]",
            "[pin.sha256]",
            "\"tar\" = \"" + Demo.TAR + "\"");
    snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")));
    assertThat(build("before").verdict()).isEqualTo(Verdict.SAME);
    damage();
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  private PinReport build(String to) throws IOException {
    List<PinReport> reports = snapshots.build(List.of(pin), directory.resolve(to), 1, report -> {});
    return reports.get(0);
  }

  /** Changes a byte of a file's content, which nobody looks at before the file's turn comes. */
  private void damage() throws IOException {
    Path pack;
    try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
      pack = files.filter(file -> file.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
    // The place of the last file's blob in the pack, which the index has.
    String find =
        "id=$(git --git-dir=$0/.. ls-tree -r %s | tail -n 1 | cut -c 13-52);"
            + " git show-index <\"${1%%pack}idx\" | grep $id | cut -d ' ' -f 1";
    Tool tool = new Tool(directory);
    String offset =
        tool.text(
            "sh",
            "-c",
            find.formatted(Demo.COMMIT),
            pack.resolveSibling("..").toString(),
            pack.toString());
    byte[] bytes = Files.readAllBytes(pack);
    bytes[Integer.parseInt(offset.strip()) + 6] ^= 0x55;
    assertThat(pack.toFile().setWritable(true)).isTrue();
    Files.write(pack, bytes);
  }

  @Test
  void aBuildGivesTheSameFilesAndLeavesNoOthers() throws IOException {
    assertThat(build("after").verdict()).isEqualTo(Verdict.SAME);
    Map<String, byte[]> files = Trees.read(directory.resolve("after"));
    assertThat(files).hasSize(4);
    assertThat(files.keySet()).isEqualTo(Trees.read(directory.resolve("before")).keySet());
    Trees.read(directory.resolve("before"))
        .forEach((name, bytes) -> assertThat(files.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void aPinIsVerified() throws IOException {
    List<PinReport> reports = snapshots.verify(List.of(pin), Optional.empty(), 1, report -> {});
    assertThat(reports.get(0).verdict()).isEqualTo(Verdict.SAME);
  }

  @Test
  void aPinIsMade() throws IOException {
    assertThat(
            snapshots
                .pin(new PinRequest(URLS, Demo.COMMIT, Optional.of("demo"), RECIPE))
                .pin()
                .commit()
                .hex())
        .isEqualTo(Demo.COMMIT);
  }

  @Test
  void anArchiveIsWrittenToFiles() throws IOException {
    Map<Format, Path> files =
        Map.of(Format.TAR, directory.resolve("a.tar"), Format.TAR_GZ, directory.resolve("a.gz"));
    assertThat(
            snapshots
                .archive(new ArchiveRequest(URLS, Demo.COMMIT, RECIPE, files, Map.of()))
                .files())
        .hasSize(2);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("cache", "before", "a.tar", "a.gz");
  }

  @Test
  void aCommitIsLinted() throws IOException {
    assertThat(snapshots.lint(new LintRequest(URLS, Demo.COMMIT, RECIPE)).commit().hex())
        .isEqualTo(Demo.COMMIT);
  }

  @Test
  void aFileIsComparedWithIt() throws IOException {
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(),
            Optional.of(ByteString.utf8("demo-1.0/")),
            Optional.empty(),
            SubstInputs.NONE,
            FORMS);
    assertThat(
            snapshots
                .compare(
                    new CompareRequest(
                        new CompareSide.OnDisk(directory.resolve("before/demo.tar.gz")),
                        new CompareSide.Commit(URLS, Demo.COMMIT, recipe),
                        CompareRequest.Detail.DEFAULT))
                .sameness())
        .isEqualTo(Sameness.IDENTICAL);
  }

  @Test
  void aFileIsAudited() throws IOException {
    AuditReport report =
        snapshots.audit(
            new AuditRequest(
                directory.resolve("before/demo.tar.gz"),
                URLS,
                Optional.empty(),
                CompareRequest.Detail.DEFAULT));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.REPRODUCED);
  }

  /** What a stream has got cannot be taken back. */
  @Test
  void aStreamGetsNothingTwice() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ArchiveRequest request =
        new ArchiveRequest(
            URLS,
            Demo.COMMIT,
            new RecipeRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SubstInputs.NONE,
                ImmutableMap.of(Format.TAR, Optional.empty())),
            Map.of(),
            Map.of(Format.TAR, stream));
    assertThatThrownBy(() -> snapshots.archive(request))
        .isInstanceOfSatisfying(
            SnapshotException.class,
            damaged -> assertThat(damaged.hint().orElseThrow()).contains("the next run"));
    stream.reset();
    assertThat(snapshots.archive(request).rawTar().size()).isEqualTo(stream.size());
  }
}
