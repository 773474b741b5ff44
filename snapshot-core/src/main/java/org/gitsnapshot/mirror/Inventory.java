package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.ScannedFile;

/**
 * What the published directory holds, as far as it can be known without reading files again.
 * Thread-safe.
 */
final class Inventory {
  private final Path destination;
  private final Journal journal;
  private final MirrorManifest published;
  private final boolean rehash;

  /**
   * Looks at a directory.
   *
   * @param published what its manifest tells
   * @param rehash whether nothing that is remembered counts
   */
  Inventory(Path destination, Journal journal, MirrorManifest published, boolean rehash) {
    this.destination = destination;
    this.journal = journal;
    this.published = published;
    this.rehash = rehash;
  }

  /**
   * A file that is there.
   *
   * @param stamp its size and time
   * @param sha256 its digest
   */
  private record Found(Journal.Stamp stamp, Digest sha256) {}

  /** How something that is wanted stands. */
  sealed interface Standing permits Good, Wrong, Absent {}

  /** All files are there and right; this is what the manifest tells of them. */
  record Good(List<MirrorFile> files) implements Standing {}

  /** A file is there with other bytes. */
  record Wrong(String name, Digest sha256, Digest expected) implements Standing {
    /** Returns it in words. */
    String message() {
      return "it has sha256 " + sha256.hex() + ", expected " + expected.hex();
    }
  }

  /** A file is not there, or it is not known how it was made. */
  record Absent(String name) implements Standing {}

  /** Returns how something stands; the first fault is told. */
  Standing of(Wanted wanted) throws IOException {
    List<MirrorFile> files = new ArrayList<>();
    Optional<String> absent = Optional.empty();
    for (Map.Entry<String, Optional<Digest>> file : wanted.files().entrySet()) {
      String name = file.getKey();
      Optional<Found> found = find(name);
      if (found.isPresent() && file.getValue().isPresent()) {
        Digest expected = file.getValue().get();
        if (!found.get().sha256().equals(expected)) {
          return new Wrong(name, found.get().sha256(), expected);
        }
      }
      Optional<MirrorFile> told =
          found.isPresent() ? tell(wanted, name, found.get()) : Optional.empty();
      told.ifPresent(files::add);
      if (told.isEmpty() && absent.isEmpty()) {
        absent = Optional.of(name);
      }
    }
    return absent.isPresent() ? new Absent(absent.get()) : new Good(files);
  }

  private Optional<Found> find(String name) throws IOException {
    Path file = destination.resolve(name);
    Optional<Journal.Stamp> stamp = Journal.Stamp.of(file);
    if (stamp.isEmpty()) {
      return Optional.empty();
    }
    Optional<Journal.Line> known = journal.get(name);
    if (!rehash && known.isPresent() && known.get().stamp().equals(stamp.get())) {
      return Optional.of(new Found(stamp.get(), known.get().sha256()));
    }
    Digest sha256 = scan(file).sha256();
    Optional<Origin.Download> download =
        known.filter(line -> line.sha256().equals(sha256)).flatMap(Journal.Line::download);
    // What was written to while it was read is read again the next time: its time is another.
    journal.note(name, new Journal.Line(stamp.get(), sha256, download));
    return Optional.of(new Found(stamp.get(), sha256));
  }

  /** Returns what the manifest is to tell of a file, if that is known. */
  private Optional<MirrorFile> tell(Wanted wanted, String name, Found found) throws IOException {
    Optional<MirrorFile> told =
        published
            .file(name)
            .filter(file -> file.size() == found.stamp().size())
            .filter(file -> file.sha256().equals(found.sha256()))
            .filter(wanted::isToldBy);
    if (told.isPresent()) {
      return told;
    }
    if (wanted instanceof Wanted.Downloaded download) {
      Origin.Download origin =
          journal
              .get(name)
              .flatMap(Journal.Line::download)
              .orElseGet(
                  () ->
                      new Origin.Download(
                          download.origin().urls().get(0), Optional.empty(), Optional.empty()));
      return Optional.of(MirrorFile.of(name, scan(destination.resolve(name)), origin));
    }
    Optional<Manifest> manifest = manifest(wanted);
    return manifest.isPresent() ? tell(manifest.get(), wanted, name, found) : Optional.empty();
  }

  /** A run that was killed may have given a snapshot its name and not yet have published lists. */
  private Optional<MirrorFile> tell(Manifest manifest, Wanted wanted, String name, Found found)
      throws IOException {
    for (Manifest.MadeFile file : manifest.files()) {
      if (file.name().equals(name) && file.digests().sha256().equals(found.sha256())) {
        ScannedFile scanned = scan(destination.resolve(name));
        return Optional.of(BuiltSnapshots.entry(manifest, file, scanned)).filter(wanted::isToldBy);
      }
    }
    return Optional.empty();
  }

  private Optional<Manifest> manifest(Wanted wanted) {
    if (wanted.manifestName().isEmpty()) {
      return Optional.empty();
    }
    Path file = destination.resolve(wanted.manifestName().get());
    try {
      return Optional.of(ManifestJson.parse(file.toString(), Files.readAllBytes(file)));
    } catch (IOException notThereOrNotOne) {
      return Optional.empty();
    }
  }

  private static ScannedFile scan(Path file) throws UnavailableException {
    try {
      return ScannedFile.of(file);
    } catch (IOException e) {
      throw new UnavailableException("cannot read " + file + ": " + Explanation.reason(e), null, e);
    }
  }
}
