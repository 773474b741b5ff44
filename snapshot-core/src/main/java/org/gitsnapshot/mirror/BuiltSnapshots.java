package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.bootstrap.GitPins;
import org.gitsnapshot.build.BuildPin;
import org.gitsnapshot.build.SnapshotDirectory;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
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
   * @param right whether it is what was promised
   * @param files what the mirror's manifest tells of the files that got their names
   * @param failures why others did not get theirs
   */
  record Result(
      String origin,
      PinReport report,
      boolean right,
      List<MirrorFile> files,
      Map<String, Explanation> failures) {}

  /** Builds what is missing of a line of sources: finds the commit first. */
  Result build(Wanted.Referenced wanted, Inventory.Standing standing) throws IOException {
    progress.stage(wanted.name(), "asking what " + wanted.origin().reference() + " is");
    Pin pin = new GitPins(tools.lines()).pin(wanted.source(), wanted.origin());
    return build(pin, tools.lines(), wanted.name(), standing);
  }

  /** Builds what is missing of a pin. */
  Result build(Wanted.Pinned wanted, Inventory.Standing standing) throws IOException {
    Pin pin = wanted.pin();
    return build(pin, tools.acquirers().apply(pin), wanted.name(), standing);
  }

  private Result build(Pin pin, Acquirer acquirer, String name, Inventory.Standing standing)
      throws IOException {
    Path place = state.building(name);
    try {
      PinReport report =
          new BuildPin(
                  acquirer, tools.pipeline(), new SnapshotDirectory(place, 1, progress), progress)
              .run(pin);
      ReportEvents.of(report).forEach(progress::event);
      boolean right = report.verdict() == Verdict.SAME || report.verdict() == Verdict.BUILT;
      return right
          ? publish(report, pin, place, standing)
          : new Result(origin(pin), report, false, List.of(), Map.of());
    } finally {
      StateDirectory.removeTree(place);
    }
  }

  private Result publish(PinReport report, Pin pin, Path place, Inventory.Standing standing)
      throws IOException {
    String manifestName = pin.name() + ".manifest.json";
    Path manifestFile = place.resolve(manifestName);
    Manifest manifest =
        ManifestJson.parse(manifestFile.toString(), Files.readAllBytes(manifestFile));
    List<MirrorFile> entries = new ArrayList<>();
    for (Manifest.MadeFile file : manifest.files()) {
      checkAgreement(file, standing);
      if (standing.missing().contains(file.name())) {
        entries.add(entry(manifest, file, ScannedFile.of(place.resolve(file.name()))));
      }
    }
    // The manifest first: who finds the file after a crash learns from it what the file is.
    if (!standing.faults().containsKey(manifestName)) {
      place(manifestFile, manifestName, ScannedFile.of(manifestFile).sha256());
    }
    List<MirrorFile> placed = new ArrayList<>();
    Map<String, Explanation> failures = new LinkedHashMap<>();
    for (MirrorFile entry : entries) {
      try {
        place(place.resolve(entry.name()), entry.name(), entry.sha256());
        placed.add(entry);
      } catch (IOException e) {
        failures.put(entry.name(), Explanation.of(e));
      }
    }
    return new Result(origin(pin), report, true, placed, failures);
  }

  private static String origin(Pin pin) {
    return SafeText.url(pin.urls().get(0)) + "~" + pin.ref().orElse(pin.commit().hex());
  }

  private void place(Path file, String name, Digest sha256) throws IOException {
    Journal.Stamp stamp = Journal.Stamp.of(file).orElseThrow();
    state.journal().add(name, new Journal.Line(stamp, sha256, Optional.empty()));
    destination.place(file, name);
  }

  /** A file that stays must be what its snapshot's manifest, which is replaced, says of it. */
  private static void checkAgreement(Manifest.MadeFile made, Inventory.Standing standing)
      throws UnavailableException {
    for (MirrorFile good : standing.good()) {
      if (good.name().equals(made.name()) && !good.sha256().equals(made.digests().sha256())) {
        throw new UnavailableException(
            good.name()
                + " is in the mirror with sha256 "
                + good.sha256().hex()
                + ", and is now made with "
                + made.digests().sha256().hex(),
            "find out which is right; remove the file, and the next run makes it anew");
      }
    }
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
