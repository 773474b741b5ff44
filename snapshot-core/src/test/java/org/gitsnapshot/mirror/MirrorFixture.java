package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.DownloadOptions;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.request.MirrorSources;
import org.gitsnapshot.testing.Tool;

/** A tree of steps and a mirror of it in a directory. */
final class MirrorFixture {
  /** The usual, but quick to ask again. */
  static final DownloadOptions QUICK = DownloadOptions.DEFAULT.withFirstWait(Duration.ofMillis(10));

  private final Path directory;

  MirrorFixture(Path directory) {
    this.directory = directory;
  }

  Path destination() {
    return directory.resolve("mirror");
  }

  Path state() {
    return directory.resolve("mirror.state");
  }

  /** Writes the sources of a step. */
  MirrorFixture step(String name, String... lines) throws IOException {
    Path file = directory.resolve("steps/" + name + "/sources");
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("", lines));
    return this;
  }

  MirrorRequest request() {
    return with(QUICK);
  }

  MirrorRequest with(DownloadOptions downloads) {
    return request(MirrorRequest.Mode.UPDATE, downloads, false, false);
  }

  MirrorRequest request(
      MirrorRequest.Mode mode, DownloadOptions downloads, boolean rehash, boolean prune) {
    return new MirrorRequest(
        MirrorSources.of(directory.resolve("steps/*/sources").toString()),
        destination(),
        Optional.empty(),
        mode,
        downloads,
        2,
        rehash,
        prune,
        Optional.empty());
  }

  MirrorReport run() throws IOException {
    return run(request());
  }

  MirrorReport run(MirrorRequest request, Pin... pins) throws IOException {
    return run(request, options -> options, pins);
  }

  /** Updates the mirror, and hears of each file as it ends. */
  MirrorReport run(Consumer<MirrorFileReport> done, Pin... pins) throws IOException {
    try (Mirrors mirrors = Mirrors.open(SnapshotOptions.of(directory.resolve("cache")))) {
      return mirrors.update(List.of(pins), request(), done);
    }
  }

  MirrorReport run(MirrorRequest request, UnaryOperator<SnapshotOptions> changed, Pin... pins)
      throws IOException {
    SnapshotOptions options = SnapshotOptions.of(directory.resolve("cache"));
    try (Mirrors mirrors = Mirrors.open(changed.apply(options))) {
      return mirrors.update(List.of(pins), request, report -> {});
    }
  }

  /** Returns the outcomes by name. */
  static Map<String, Outcome> outcomes(MirrorReport report) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    report.files().forEach(file -> outcomes.put(file.name(), file.outcome()));
    return outcomes;
  }

  static MirrorFileReport file(MirrorReport report, String name) {
    return report.files().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns what is published of the files. */
  MirrorManifest manifest() throws IOException {
    return new Publishing(destination(), Optional.empty(), unused -> {}).present();
  }

  /** Returns the names in the published directory, hidden ones too. */
  List<String> published() throws IOException {
    try (Stream<Path> files = Files.list(destination())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Returns the names of what was set aside. */
  List<String> setAside() throws IOException {
    try (Stream<Path> files = Files.list(state().resolve("wrong"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  /** Returns the names of files that are there and of which the lists give another digest. */
  List<String> listedWrongly() throws IOException {
    Path list = destination().resolve(MirrorLists.CHECKSUMS);
    ChecksumList checksums =
        ChecksumList.parse("list", DigestAlgorithm.SHA256, Files.readAllBytes(list));
    List<String> wrong = new ArrayList<>();
    for (MirrorFile told : manifest().files()) {
      Path file = destination().resolve(told.name());
      if (Files.exists(file)) {
        Digest sha256 = ScannedFile.of(file).sha256();
        if (!sha256.equals(told.sha256())
            || !checksums.get(told.name()).equals(Optional.of(sha256))) {
          wrong.add(told.name());
        }
      }
    }
    return wrong;
  }

  /** Checks that the lists are those of the files, with the real sha256sum. */
  void assertConsistent() {
    assertThat(new Tool(destination()).text("sha256sum", "--strict", "-c", "SHA256SUMS"))
        .doesNotContain("FAILED");
  }
}
