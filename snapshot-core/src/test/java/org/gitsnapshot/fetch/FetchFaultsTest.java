package org.gitsnapshot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.gitsnapshot.testing.Tool;
import org.gitsnapshot.testing.faults.FaultyFiles;
import org.gitsnapshot.testing.faults.FaultyFiles.Fault;
import org.gitsnapshot.testing.faults.PowerCut;
import org.gitsnapshot.testing.faults.Trees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fetching onto disks that are full or lose their power, and what is left of other fetches. */
@Tag("one-jvm")
class FetchFaultsTest extends FetchFixture {
  private FetchReport fetch(Path out, URI from) throws IOException {
    FetchRequest request =
        new FetchRequest(
            List.of("f.tar.gz"), List.of(from), new Trust.ByManifest(manifest()), 2, 0, out, 1);
    return new FetchFiles(HTTP, RETRY, Progress.NONE).run(request, report -> {}).files().get(0);
  }

  private void requireMended(Path out, URI from) throws IOException {
    Path file = out.resolve("f.tar.gz");
    if (Files.exists(file)) {
      assertThat(file).hasBinaryContent(CONTENT);
    }
    FetchReport report = fetch(out, from);
    assertThat(report.outcome()).as("%s", report).isIn(Outcome.FETCHED, Outcome.PRESENT);
    assertThat(report.faults()).as("nobody lied").isEmpty();
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(Trees.names(out)).containsExactly("f.tar.gz");
  }

  @Test
  void aPowerCutLeavesNothingWrongAndTheNextFetchMendsIt() throws IOException {
    URI from = mirror(honest());
    Path root = Files.createDirectory(directory.resolve("root"));
    FaultyFiles disk = new FaultyFiles();
    assertThat(fetch(disk.at(root.resolve("out")), from).outcome()).isEqualTo(Outcome.FETCHED);
    PowerCut.each(
        Map.of(),
        root,
        disk.record(),
        6,
        directory,
        left -> requireMended(left.resolve("out"), from));
  }

  @Test
  void aFullDiskIsToldAndTheNextFetchGoesOn() throws IOException {
    URI from = mirror(honest());
    int step = Boolean.getBoolean("snapshot.long") ? 1 : 9;
    boolean reached = true;
    for (int number = 0; reached; number += step) {
      Path out = Files.createTempDirectory(directory, "full");
      FaultyFiles disk = new FaultyFiles().failing(number, Fault.FULL);
      try {
        FetchReport report = fetch(disk.at(out), from);
        if (report.outcome() == Outcome.FAILED) {
          assertThat(report.message().orElse("")).contains("No space left on device (");
        }
      } catch (SnapshotException told) {
        assertThat(told).hasMessageContaining("No space left on device");
      }
      reached = disk.failed();
      requireMended(out, from);
    }
  }

  @Test
  void whatIsInNoListAnyMoreGoesUnlessAnotherFetchIsAtIt() throws IOException {
    URI from = mirror(honest());
    Path out = Files.createDirectory(directory.resolve("out"));
    Digest stale = new Digest(DigestAlgorithm.SHA256, "ab".repeat(32));
    Digest held = new Digest(DigestAlgorithm.SHA256, "cd".repeat(32));
    for (Digest digest : List.of(stale, held)) {
      try (PartFile part = PartFile.open(out.resolve("g"), 10, digest, () -> {})) {
        part.write(new byte[5], 5, 0);
        part.have(0, 5);
      }
    }
    assertThat(Trees.names(out)).hasSize(4);
    try (PartFile part = PartFile.open(out.resolve("g"), 10, held, () -> {})) {
      assertThat(part.hasAny()).isTrue();
      assertThat(fetch(out, from).outcome()).isEqualTo(Outcome.FETCHED);
      assertThat(Trees.names(out))
          .hasSize(4)
          .allMatch(n -> n.startsWith(".cd") || !n.startsWith("."));
    }
    // A run was killed after the file had got its name.
    Files.createFile(PartLock.place(PartFile.place(out.resolve("f.tar.gz"), digest())));
    requireMended(out, from);
  }

  @Test
  @Timeout(60)
  void aLockThatIsNoPlainFileIsTold() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    Path precious = Files.writeString(directory.resolve("precious"), "text");
    Path lock = PartLock.place(PartFile.place(out.resolve("f"), digest()));
    Files.createSymbolicLink(lock, precious);
    assertThatThrownBy(() -> PartFile.open(out.resolve("f"), 10, digest(), () -> {}))
        .hasMessage(lock + " is a symbolic link, and must be a plain file");
    assertThat(precious).hasContent("text");
    Files.delete(lock);
    byte[] unused = new Tool(out).run(null, "mkfifo", lock.toString());
    assertThatThrownBy(() -> PartFile.open(out.resolve("f"), 10, digest(), () -> {}))
        .hasMessage(lock + " is a pipe, a socket or a device, and must be a plain file");
  }

  @Test
  @Timeout(60)
  void whatIsNoPlainFileInThePlaceOfAFileInTheMakingIsNotWrittenTo() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    Path target = out.resolve("f");
    Path precious = Files.writeString(directory.resolve("precious"), "text");
    Path part = PartFile.place(target, digest());
    for (Path file : List.of(part, PartFile.list(part))) {
      Files.createSymbolicLink(file, precious);
      assertThatThrownBy(() -> PartFile.open(target, 10, digest(), () -> {}))
          .hasMessage(file + " is a symbolic link, and must be a plain file");
      Files.delete(file);
      Files.createDirectory(file);
      assertThatThrownBy(() -> PartFile.open(target, 10, digest(), () -> {}))
          .hasMessage(file + " is a directory, and must be a plain file");
      Files.delete(file);
    }
    Path second = Files.createSymbolicLink(out.resolve(part.getFileName() + ".second"), precious);
    try (PartFile file = PartFile.open(target, 10, digest(), () -> {})) {
      assertThatThrownBy(() -> file.second(digest()))
          .hasMessage(second + " is a symbolic link, and must be a plain file");
      Files.createSymbolicLink(PartFile.list(part), precious);
      assertThatThrownBy(() -> file.have(0, 5)).isInstanceOf(SnapshotException.class);
    }
    assertThat(precious).hasContent("text");
  }
}
