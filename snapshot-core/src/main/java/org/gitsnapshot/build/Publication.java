package org.gitsnapshot.build;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.Derivation;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.DirectoryLock;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Recipe;

/**
 * Gives the files of snapshots their names, together with their manifests and their lines of the
 * directory's {@code SHA256SUMS}.
 *
 * <p>The list is read, merged and replaced under a lock, so that several processes can build into
 * one directory; lines of other files stay. The order, each step on the disk before the next: lines
 * that will be wrong go, then the files get their names, then the list says what they are.
 */
final class Publication {
  private static final String CHECKSUMS = "SHA256SUMS";

  private static final ChecksumList EMPTY = ChecksumList.of(DigestAlgorithm.SHA256, Map.of());

  private final Path directory;
  private final Progress progress;

  /** What the last list says: the next is read when it is another's. */
  private volatile Written last = new Written(new byte[0], EMPTY);

  Publication(Path directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /** A snapshot all of whose files are on the disk, without their names. */
  record Sealed(Manifest manifest, OpenFiles files) {}

  /** A list in both forms. */
  private record Written(byte[] bytes, ChecksumList list) {}

  /** Adds a snapshot's manifest to its files and brings them to the disk. */
  Sealed seal(Pin pin, Built built, OpenFiles files) throws IOException {
    Manifest manifest = manifest(pin, built);
    AtomicFile file = files.create(directory.resolve(pin.name() + ".manifest.json"));
    file.write(ManifestJson.toBytes(manifest));
    files.seal();
    return new Sealed(manifest, files);
  }

  /**
   * Publishes snapshots.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if the directory has a {@code SHA256SUMS}
   *     that is not one; nothing is published then
   */
  void publish(List<Sealed> snapshots) throws IOException {
    try (DirectoryLock lock = DirectoryLock.acquire(directory, what -> progress.stage("", what));
        OpenFiles checksums = new OpenFiles()) {
      ChecksumList present = present();
      ChecksumList made = checksums(snapshots);
      ChecksumList merged = present.merge(made);
      byte[] bytes = merged.toBytes();
      AtomicFile list = checksums.create(directory.resolve(CHECKSUMS));
      list.write(bytes);
      checksums.seal();
      withdraw(present, made);
      AtomicFile.publishAll(snapshots.stream().flatMap(each -> each.files().all()).toList());
      checksums.publish();
      last = new Written(bytes, merged);
    }
  }

  /**
   * Takes out of the list what it says of files that are about to become others, so that at no
   * moment it has a digest that is not the file's.
   */
  private void withdraw(ChecksumList present, ChecksumList made) throws IOException {
    Map<ByteString, Digest> kept = new TreeMap<>(present.entries());
    boolean changed =
        kept.entrySet()
            .removeIf(
                line -> {
                  Digest next = made.entries().get(line.getKey());
                  return next != null && !next.equals(line.getValue());
                });
    if (changed) {
      try (OpenFiles files = new OpenFiles()) {
        AtomicFile list = files.create(directory.resolve(CHECKSUMS));
        list.write(ChecksumList.of(DigestAlgorithm.SHA256, kept).toBytes());
        files.publish();
      }
    }
  }

  private ChecksumList present() throws IOException {
    Path file = directory.resolve(CHECKSUMS);
    byte[] bytes;
    try {
      bytes = PlainFile.read(file);
    } catch (NoSuchFileException first) {
      bytes = new byte[0];
    }
    Written known = last;
    if (Arrays.equals(bytes, known.bytes())) {
      return known.list();
    }
    return ChecksumList.parse(file.toString(), DigestAlgorithm.SHA256, bytes);
  }

  private static ChecksumList checksums(List<Sealed> snapshots) {
    Map<ByteString, Digest> digests = new TreeMap<>();
    for (Sealed snapshot : snapshots) {
      for (Manifest.MadeFile file : snapshot.manifest().files()) {
        digests.put(ByteString.utf8(file.name()), file.digests().sha256());
      }
    }
    return ChecksumList.of(DigestAlgorithm.SHA256, digests);
  }

  private static Manifest manifest(Pin pin, Built built) {
    List<Manifest.MadeFile> made = new ArrayList<>();
    built
        .files()
        .forEach(
            (format, digests) -> {
              Recipe recipe = new Recipe(built.recipe(), pin.recipe(format).compressor());
              made.add(new Manifest.MadeFile(pin.fileName(format), recipe, digests));
            });
    return new Manifest(
        new Manifest.Tool("git-snapshot", ToolVersion.current()),
        pin.name(),
        pin.urls().stream().map(SafeText::url).toList(),
        pin.ref(),
        pin.commit(),
        built.meta().rootTree(),
        built.meta().time(),
        built.tar().entries(),
        built.tar().plainUstar(),
        built.lastingNotes(),
        new Manifest.RawTar(built.recipe(), built.rawTar()),
        made,
        built.cleaned().map(done -> new Derivation(done.original(), done.removed())),
        built.identities());
  }
}
