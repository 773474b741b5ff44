package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /**
   * How something that is wanted stands.
   *
   * @param good what the manifest tells of the files that are there and right
   * @param wrong those that are there with other bytes
   * @param missing the names of those that are not there, or of which it is not known how they were
   *     made; where none is, that of their own manifest if that is not there
   * @param faults why others can be neither looked at nor replaced, by their names
   */
  record Standing(
      List<MirrorFile> good,
      List<Wrong> wrong,
      List<String> missing,
      Map<String, Explanation> faults) {}

  /**
   * A file that is there with other bytes.
   *
   * @param message what is wrong with it
   */
  record Wrong(String name, Digest sha256, String message) {
    static Wrong of(String name, Digest sha256, Digest expected) {
      return new Wrong(
          name, sha256, "it has sha256 " + sha256.hex() + ", expected " + expected.hex());
    }
  }

  /** Returns how something stands. What is wrong with one file says nothing of the others. */
  Standing of(Wanted wanted) {
    List<MirrorFile> good = new ArrayList<>();
    List<Wrong> wrong = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Map<String, Explanation> faults = new LinkedHashMap<>();
    for (Map.Entry<String, Optional<Digest>> file : wanted.files().entrySet()) {
      String name = file.getKey();
      try {
        Optional<Found> found = find(name);
        Optional<Digest> other =
            found
                .map(Found::sha256)
                .flatMap(is -> file.getValue().filter(must -> !must.equals(is)));
        if (found.isPresent() && other.isPresent()) {
          wrong.add(Wrong.of(name, found.get().sha256(), other.get()));
          continue;
        }
        Optional<MirrorFile> told =
            found.isPresent() ? tell(wanted, name, found.get()) : Optional.empty();
        told.ifPresentOrElse(good::add, () -> missing.add(name));
      } catch (IOException e) {
        faults.put(name, Explanation.of(e));
      }
    }
    // What is missing is made together with its manifest.
    if (wanted.manifestName().isPresent() && missing.isEmpty() && !good.isEmpty()) {
      String name = wanted.manifestName().get();
      try {
        if (isAbsent(name)) {
          missing.add(name);
        } else {
          damage(name, good).ifPresent(wrong::add);
        }
      } catch (IOException e) {
        faults.put(name, Explanation.of(e));
      }
    }
    return new Standing(good, wrong, missing, faults);
  }

  /**
   * Returns what is wrong with the manifest of a snapshot, by what is remembered and what it says.
   */
  private Optional<Wrong> damage(String name, List<MirrorFile> good) throws IOException {
    Path file = destination.resolve(name);
    Journal.Stamp stamp = Journal.Stamp.of(file).orElseThrow();
    Optional<Journal.Line> known = journal.get(name);
    if (!rehash && known.isPresent() && known.get().stamp().equals(stamp)) {
      return Optional.empty();
    }
    Digest sha256 = scan(file).sha256();
    if (known.isPresent() && !known.get().sha256().equals(sha256)) {
      return Optional.of(Wrong.of(name, sha256, known.get().sha256()));
    }
    Optional<Manifest> manifest = manifest(file);
    if (known.isEmpty() && !good.stream().allMatch(each -> tells(manifest, each))) {
      return Optional.of(new Wrong(name, sha256, "it does not tell of the files that are there"));
    }
    journal.note(name, new Journal.Line(stamp, sha256, Optional.empty()));
    return Optional.empty();
  }

  private static boolean tells(Optional<Manifest> manifest, MirrorFile file) {
    return manifest.isPresent()
        && file.origin() instanceof Origin.Git git
        && git.commit().equals(manifest.get().commit())
        && git.tree().equals(manifest.get().tree())
        && manifest.get().files().stream()
            .filter(made -> made.name().equals(file.name()))
            .anyMatch(made -> made.digests().sha256().equals(file.sha256()));
  }

  /**
   * Returns whether a name is free for a file: what is no file is replaced, but a directory not.
   */
  private boolean isAbsent(String name) throws IOException {
    Path file = destination.resolve(name);
    if (Files.isDirectory(file)) {
      throw new UnavailableException(
          file + " is a directory", "remove that directory, and run it again");
    }
    return Journal.Stamp.of(file).isEmpty();
  }

  private Optional<Found> find(String name) throws IOException {
    Path file = destination.resolve(name);
    Optional<Journal.Stamp> stamp = Journal.Stamp.of(file);
    if (isAbsent(name) || stamp.isEmpty()) {
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

  /**
   * Returns what the manifest is to tell of a file that is there still because no other could be
   * made; nothing if it is not there, must have other bytes, or is not known.
   */
  Optional<MirrorFile> unreplaced(Wanted wanted, String name) {
    Optional<Digest> expected = wanted.files().getOrDefault(name, Optional.empty());
    try {
      Optional<Found> found =
          find(name).filter(file -> expected.map(file.sha256()::equals).orElse(true));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Optional<MirrorFile> told = published(name, found.get());
      Optional<Manifest> manifest = beside(wanted);
      return told.isPresent() || manifest.isEmpty()
          ? told
          : made(manifest.get(), name, found.get());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<MirrorFile> published(String name, Found found) {
    return published
        .file(name)
        .filter(file -> file.size() == found.stamp().size())
        .filter(file -> file.sha256().equals(found.sha256()));
  }

  /** Returns what the manifest is to tell of a file, if that is known. */
  private Optional<MirrorFile> tell(Wanted wanted, String name, Found found) throws IOException {
    Optional<MirrorFile> told = published(name, found).filter(wanted::isToldBy);
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
    // A run that was killed may have given a snapshot its name and not yet have published lists.
    Optional<Manifest> manifest = beside(wanted);
    return manifest.isPresent()
        ? made(manifest.get(), name, found).filter(wanted::isToldBy)
        : Optional.empty();
  }

  /** Returns what the manifest of a snapshot tells of one of its files, if it is that file's. */
  private Optional<MirrorFile> made(Manifest manifest, String name, Found found)
      throws IOException {
    for (Manifest.MadeFile file : manifest.files()) {
      if (file.name().equals(name) && file.digests().sha256().equals(found.sha256())) {
        ScannedFile scanned = scan(destination.resolve(name));
        return Optional.of(BuiltSnapshots.entry(manifest, file, scanned));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the digest of a snapshot's manifest that tells of none but files that are gone; nothing
   * if there is no such manifest.
   */
  Optional<Digest> manifestOfNone(Wanted wanted) throws IOException {
    Optional<Manifest> manifest = beside(wanted);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    for (Manifest.MadeFile file : manifest.get().files()) {
      if (Files.exists(destination.resolve(file.name()))) {
        return Optional.empty();
      }
    }
    Path file = destination.resolve(wanted.manifestName().orElseThrow());
    return Optional.of(scan(file).sha256());
  }

  private Optional<Manifest> beside(Wanted wanted) {
    return wanted.manifestName().map(destination::resolve).flatMap(Inventory::manifest);
  }

  private static Optional<Manifest> manifest(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ManifestJson.parse(file.toString(), Files.readAllBytes(file)));
    } catch (IOException unreadableOrNotOne) {
      return Optional.empty();
    }
  }

  private static ScannedFile scan(Path file) throws UnavailableException {
    try {
      return ScannedFile.of(file);
    } catch (IOException e) {
      String reason = Explanation.reason(e);
      throw new UnavailableException(
          "cannot read " + file + ": " + reason,
          Explanation.hint(reason).map(hint -> hint + "; then ").orElse("")
              + "remove that file, or make it readable, and run it again",
          e);
    }
  }
}
