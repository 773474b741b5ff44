package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.bootstrap.GitPins;
import org.gitsnapshot.build.BuildPin;
import org.gitsnapshot.build.SnapshotDirectory;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.manifest.Derivation;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.ReportEvents;
import org.gitsnapshot.report.Verdict;

/**
 * Builds the snapshots of a mirror in its state and moves them to where they are published, after
 * their manifests. Thread-safe.
 */
final class BuiltSnapshots {
  private final MirrorTools tools;
  private final StateDirectory state;
  private final Destination destination;
  private final Progress progress;

  BuiltSnapshots(
      MirrorTools tools, StateDirectory state, Destination destination, Progress progress) {
    this.tools = tools;
    this.state = state;
    this.destination = destination;
    this.progress = progress;
  }

  /**
   * What was built.
   *
   * @param origin the repository and the reference or commit, in words
   * @param report what came of it
   * @param files what the mirror's manifest tells of its files; none if it is not what was promised
   */
  record Result(String origin, PinReport report, List<MirrorFile> files) {}

  /** Builds a line of sources: finds the commit first. */
  Result build(Wanted.Referenced wanted) throws IOException {
    progress.stage(wanted.name(), "asking what " + wanted.origin().reference() + " is");
    Pin pin = new GitPins(tools.lines()).pin(wanted.source(), wanted.origin());
    return build(pin, tools.lines(), wanted.name());
  }

  /** Builds a pin. */
  Result build(Wanted.Pinned wanted) throws IOException {
    return build(wanted.pin(), tools.acquirers().apply(wanted.pin()), wanted.name());
  }

  private Result build(Pin pin, Acquirer acquirer, String name) throws IOException {
    Path place = state.building(name);
    try {
      PinReport report =
          new BuildPin(acquirer, tools.pipeline(), new SnapshotDirectory(place, 1), progress)
              .run(pin);
      ReportEvents.of(report).forEach(progress::event);
      boolean right = report.verdict() == Verdict.SAME || report.verdict() == Verdict.BUILT;
      String origin = SafeText.url(pin.urls().get(0)) + "~" + pin.ref().orElse(pin.commit().hex());
      return new Result(origin, report, right ? publish(pin, place) : List.of());
    } finally {
      StateDirectory.removeTree(place);
    }
  }

  private List<MirrorFile> publish(Pin pin, Path place) throws IOException {
    String manifestName = pin.name() + ".manifest.json";
    Path manifestFile = place.resolve(manifestName);
    Manifest manifest =
        ManifestJson.parse(manifestFile.toString(), Files.readAllBytes(manifestFile));
    List<MirrorFile> entries = new ArrayList<>();
    for (Manifest.MadeFile file : manifest.files()) {
      ScannedFile scanned = ScannedFile.of(place.resolve(file.name()));
      entries.add(entry(manifest, file, scanned));
    }
    // The manifest first: who finds the file after a crash learns from it what the file is.
    destination.place(manifestFile, manifestName);
    for (MirrorFile entry : entries) {
      Path file = place.resolve(entry.name());
      Journal.Stamp stamp = Journal.Stamp.of(file).orElseThrow();
      state.journal().add(entry.name(), new Journal.Line(stamp, entry.sha256(), Optional.empty()));
      destination.place(file, entry.name());
    }
    return entries;
  }

  /** Returns what a mirror's manifest tells of a file of a snapshot. */
  static MirrorFile entry(Manifest manifest, Manifest.MadeFile file, ScannedFile scanned) {
    return new MirrorFile(
        file.name(),
        scanned.size(),
        scanned.sha256(),
        file.digests().sha512(),
        Optional.of(file.recipe()),
        Optional.of(
            new MirrorFile.RawTar(
                manifest.tar().digests().size(), manifest.tar().digests().sha256())),
        manifest.clean().map(Derivation::summary),
        Optional.of(manifest.plainUstar()),
        new Origin.Git(
            manifest.urls().get(0),
            manifest.ref().orElse(manifest.commit().hex()),
            manifest.commit(),
            manifest.tree()),
        scanned.manifestBlocks());
  }
}
