package org.gitsnapshot.build;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.faults.FaultyFiles;
import org.gitsnapshot.testing.faults.FaultyFiles.Fault;
import org.gitsnapshot.testing.faults.PowerCut;
import org.gitsnapshot.testing.faults.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building on disks that are full, fail, or lose their power, at every moment. */
@Tag("one-jvm")
class BuildFaultsTest {
  private static final String FORMATS = "formats = [\"tar\", \"tar.gz\"]";

  /** The files of the pin, other than lists. */
  private static final List<String> FILES = List.of("d.tar", "d.tar.gz");

  @TempDir Path directory;
  private Acquirer acquirer;
  private Pin older;
  private Pin newer;

  /** A directory with an older build and a file of somebody else's. */
  private Map<String, byte[]> before;

  /** The same after the newer build. */
  private Map<String, byte[]> after;

  @BeforeEach
  void makeBoth() throws IOException {
    acquirer = new Acquirer(AcquireOptions.of(directory.resolve("cache")));
    older = Demo.pin("d", "prefix = \"old/\"", FORMATS);
    newer = Demo.pin("d", "prefix = \"new/\"", FORMATS);
    Path out = Files.createDirectory(directory.resolve("both"));
    Files.writeString(out.resolve("other"), "other");
    Files.writeString(
        out.resolve("SHA256SUMS"),
        sha256("other".getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "  other\n");
    build(older, out);
    before = Trees.read(out);
    build(newer, out);
    after = Trees.read(out);
    assertThat(after.keySet()).isEqualTo(before.keySet()).containsAll(FILES);
  }

  @AfterEach
  void close() {
    acquirer.close();
  }

  private void build(Pin pin, Path out) throws IOException {
    Pipeline pipeline = new Pipeline(Limits.DEFAULT, 1);
    assertThat(
            new BuildPin(
                    acquirer, pipeline, new SnapshotDirectory(out, 1, Progress.NONE), Progress.NONE)
                .run(pin)
                .verdict())
        .isEqualTo(Verdict.BUILT);
  }

  @Test
  void aPowerCutLeavesNothingWrongAndTheNextBuildMendsIt() throws IOException {
    Path out = directory.resolve("new/out");
    Files.createDirectory(out.getParent());
    FaultyFiles disk = new FaultyFiles();
    build(newer, disk.at(out));
    PowerCut.each(
        Map.of(),
        requireNonNull(out.getParent()),
        disk.record(),
        7,
        directory,
        left -> mended(left.resolve("out"), Map.of()));
  }

  @Test
  void aPowerCutWhileFilesAreReplacedLosesNoneOfThem() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    Trees.write(before, out);
    FaultyFiles disk = new FaultyFiles();
    build(newer, disk.at(out));
    PowerCut.each(before, out, disk.record(), 7, directory, left -> mended(left, before));
  }

  private void mended(Path out, Map<String, byte[]> was) throws IOException {
    assertNothingWrong(out, was);
    build(newer, out);
    Map<String, byte[]> expected = new TreeMap<>(after);
    if (was.isEmpty()) {
      expected.remove("other");
      expected.put("SHA256SUMS", Files.readAllBytes(out.resolve("SHA256SUMS")));
    }
    assertSame(Trees.read(out), expected);
    assertNothingWrong(out, was);
  }

  @Test
  void aDiskThatFailsAtAnyMomentLosesNothingAndSaysWhatToDo() throws IOException {
    int step = Boolean.getBoolean("snapshot.long") ? 1 : 3;
    int failures = 0;
    for (Fault fault : Fault.values()) {
      boolean reached = true;
      for (int number = 0; reached; number += step) {
        Path out = Files.createTempDirectory(directory, "out");
        Trees.write(before, out);
        FaultyFiles disk = new FaultyFiles().failing(number, fault);
        Throwable thrown = catchThrowable(() -> build(newer, disk.at(out)));
        reached = disk.failed();
        if (thrown != null) {
          failures++;
          assertThat(thrown).isInstanceOf(OutputException.class);
          assertThat(thrown).hasMessageContaining("No space left on device");
          assertThat(((OutputException) thrown).hint()).isPresent();
        }
        assertNothingWrong(out, before);
        if (fault == Fault.FULL) {
          assertThat(Trees.names(out)).noneMatch(name -> name.endsWith(".tmp"));
        }
        // Another process is next, which knows nothing of this one's files.
        Path next = Files.createTempDirectory(directory, "next");
        Trees.write(Trees.read(out), next);
        build(newer, next);
        assertSame(Trees.read(next), after);
      }
    }
    assertThat(failures).isGreaterThan(10);
  }

  /** Each file is the old or the new one, whole; no list says anything that is not so. */
  private void assertNothingWrong(Path out, Map<String, byte[]> was) throws IOException {
    Map<String, byte[]> there = Trees.read(out);
    for (String name : FILES) {
      if (there.containsKey(name) || was.containsKey(name)) {
        assertThat(there).containsKey(name);
        byte[] made = requireNonNull(after.get(name));
        assertThat(sha256(requireNonNull(there.get(name))))
            .as(name)
            .isIn(sha256(made), sha256(requireNonNull(was.getOrDefault(name, made))));
      }
    }
    if (there.containsKey("SHA256SUMS")) {
      ChecksumList list =
          ChecksumList.parse(
              "SHA256SUMS", DigestAlgorithm.SHA256, requireNonNull(there.get("SHA256SUMS")));
      list.entries()
          .forEach(
              (name, digest) -> {
                assertThat(there).containsKey(name.display());
                assertThat(digest.hex())
                    .as("line of %s", name)
                    .isEqualTo(sha256(requireNonNull(there.get(name.display()))));
              });
      assertThat(list.get("other").isPresent()).isEqualTo(was.containsKey("other"));
    } else {
      assertThat(was).doesNotContainKey("SHA256SUMS");
    }
    byte[] manifest = there.get("d.manifest.json");
    if (manifest != null) {
      assertThat(ManifestJson.parse("d.manifest.json", manifest).files()).hasSize(2);
    }
  }

  private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, bytes) ->
            assertThat(sha256(requireNonNull(actual.get(name)))).as(name).isEqualTo(sha256(bytes)));
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newMessageDigest().digest(bytes));
  }
}
