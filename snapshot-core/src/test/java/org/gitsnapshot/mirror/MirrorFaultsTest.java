package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.MirrorSources;
import org.gitsnapshot.sign.SshSigner;
import org.gitsnapshot.testing.Tool;
import org.gitsnapshot.testing.faults.FaultyFiles;
import org.gitsnapshot.testing.faults.FaultyFiles.Fault;
import org.gitsnapshot.testing.faults.PowerCut;
import org.gitsnapshot.testing.faults.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors on disks that are full or lose their power. */
@Tag("one-jvm")
class MirrorFaultsTest {
  @TempDir Path directory;
  private SourceServer server;
  private MirrorFixture steps;
  private MirrorRequest.SigningKey key;

  /** What each file must be. */
  private final Map<String, String> wanted = new TreeMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new SourceServer();
    steps = new MirrorFixture(directory);
    StringBuilder lines = new StringBuilder();
    for (String name : List.of("a.gz", "ä.gz")) {
      wanted.put(name, SourceServer.sha256(name));
      lines.append(server.line("good", name).replace("ä", "%C3%A4").strip());
      lines.append(' ').append(name).append('\n');
    }
    GitRepo repository = GitRepo.init(directory.resolve("app.git"));
    repository.commitFile("file", "text\n");
    repository.git("tag", "v1");
    String archive = "git archive --format=tar --prefix=app-1/ v1 | gzip -n | sha256sum";
    String sha256 = new Tool(repository.directory()).text("sh", "-c", archive).substring(0, 64);
    wanted.put("app-1.tar.gz", sha256);
    lines.append("g %s~v1 _ %s app-1.tar.gz\n".formatted(repository.directory(), sha256));
    steps.step("all", lines.toString());
    Path file = directory.resolve("key");
    new Tool(directory).text("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
    key = new MirrorRequest.SigningKey(file, Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MirrorReport run(Path root) throws IOException {
    MirrorRequest request =
        new MirrorRequest(
            MirrorSources.of(directory.resolve("steps/*/sources").toString()),
            root.resolve("mirror"),
            Optional.of(root.resolve("state")),
            MirrorRequest.Mode.UPDATE,
            MirrorFixture.QUICK,
            1,
            false,
            false,
            Optional.of(key));
    try (Mirrors mirrors = Mirrors.open(SnapshotOptions.of(directory.resolve("cache")))) {
      return mirrors.update(List.of(), request, report -> {});
    }
  }

  @Test
  void aPowerCutLeavesNothingWrongAndTheNextRunMendsIt() throws IOException {
    Path root = Files.createDirectory(directory.resolve("new"));
    FaultyFiles disk = new FaultyFiles();
    assertComplete(run(disk.at(root)), root);
    PowerCut.each(Map.of(), root, disk.record(), 6, directory, this::assertMended);
  }

  @Test
  void aPowerCutWhileAFileIsReplacedLeavesNothingWrong() throws IOException {
    Path root = Files.createDirectory(directory.resolve("old"));
    assertComplete(run(root), root);
    // A file has gone wrong, and the lists are of fewer files than are wanted now.
    steps.step("more", server.line("good", "b.gz"));
    wanted.put("b.gz", SourceServer.sha256("b.gz"));
    Files.writeString(root.resolve("mirror/a.gz"), "damaged");
    Map<String, byte[]> before = Trees.read(root);
    FaultyFiles disk = new FaultyFiles();
    assertThat(run(disk.at(root)).complete()).isTrue();
    PowerCut.each(
        before,
        root,
        disk.record(),
        4,
        directory,
        left -> {
          // Until it is found out, the damaged file is where it was.
          Path damaged = left.resolve("mirror/a.gz");
          if (Files.exists(damaged) && Files.size(damaged) == "damaged".length()) {
            Files.delete(damaged);
          }
          assertMended(left);
        });
  }

  private void assertMended(Path root) throws IOException {
    assertNothingWrong(root.resolve("mirror"));
    assertComplete(run(root), root);
  }

  private void assertComplete(MirrorReport report, Path root) throws IOException {
    assertThat(report.complete()).as("%s", report.files()).isTrue();
    List<String> names = Trees.names(root.resolve("mirror"));
    assertThat(names)
        .containsAll(wanted.keySet())
        .contains("SHA256SUMS", "SHA256SUMS.sig", "manifest.json", "index.html")
        .contains("app-1.manifest.json")
        .hasSize(wanted.size() + 5);
    assertNothingWrong(root.resolve("mirror"));
    List<String> state = Trees.names(root.resolve("state"));
    assertThat(state).contains("files.tsv", "lock");
    assertThat(state).allMatch(name -> name.matches("files.tsv|lock|wrong/.*"));
  }

  /** What has a name is right, and what the lists say is so, but for files that went away. */
  private void assertNothingWrong(Path mirror) throws IOException {
    Map<String, byte[]> there = Trees.read(mirror);
    wanted.forEach(
        (name, sha256) -> {
          if (there.containsKey(name)) {
            assertThat(sha256(there.get(name))).as(name).isEqualTo(sha256);
          }
        });
    byte[] list = there.get("SHA256SUMS");
    if (list != null) {
      for (String line : new String(list, StandardCharsets.UTF_8).lines().toList()) {
        assertThat(line.substring(0, 64)).as(line).isEqualTo(wanted.get(line.substring(66)));
      }
    }
    byte[] signature = there.get("SHA256SUMS.sig");
    if (signature != null) {
      // This kind of key signs the same bytes in the same way.
      assertThat(list).isNotNull();
      assertThat(new String(signature, StandardCharsets.US_ASCII))
          .isEqualTo(SshSigner.read(key.file(), Optional.empty()).sign(list));
    }
    byte[] manifest = there.get("manifest.json");
    if (manifest != null) {
      assertThat(MirrorManifestJson.parse("manifest.json", manifest).files()).isNotEmpty();
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newMessageDigest().digest(bytes));
  }

  @Test
  void aFullDiskIsToldAndTheNextRunGoesOn() throws IOException {
    int step = Boolean.getBoolean("snapshot.long") ? 1 : 11;
    for (Fault fault : Fault.values()) {
      boolean reached = true;
      for (int number = 0; reached; number += step) {
        Path root = Files.createTempDirectory(directory, "full");
        FaultyFiles disk = new FaultyFiles().failing(number, fault);
        try {
          MirrorReport report = run(disk.at(root));
          if (!report.complete()) {
            assertThat(report.files())
                .filteredOn(file -> !file.outcome().there())
                .allMatch(file -> file.message().orElse("").contains("No space left on device"))
                .allMatch(file -> file.hint().isPresent());
          }
        } catch (SnapshotException told) {
          assertThat(told).hasMessageContaining("No space left on device");
          assertThat(told.hint()).isPresent();
        }
        reached = disk.failed();
        assertNothingWrong(root.resolve("mirror"));
        // Another process is next.
        Path next = Files.createTempDirectory(directory, "next");
        Trees.write(Trees.read(root), next);
        assertComplete(run(next), next);
      }
    }
  }
}
