package org.gitsnapshot.recompress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.recipe.Recipe;

/**
 * A new file's line in the lists of the mirror that the file that was read is of. The lists are
 * read and changed under the directory's lock, which its user holds.
 */
final class MirrorEntry {
  private final Path directory;
  private final PackedFile file;

  private MirrorEntry(Path directory, PackedFile file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Finds the mirror of a file.
   *
   * @throws InvalidInputException if the file is of none, or is not as the mirror's manifest says
   */
  static MirrorEntry of(PackedFile file) throws IOException {
    Path directory = Directories.of(file.path());
    MirrorEntry entry = new MirrorEntry(directory, file);
    MirrorFile unused = entry.original(entry.manifest());
    return entry;
  }

  /**
   * Checks that the new file is one that the mirror can publish, before anything is made.
   *
   * @throws InvalidInputException if it goes elsewhere, or has a name that a mirror's file cannot
   *     have
   */
  void check(Path place) throws IOException {
    checkDirectory(Directories.of(place));
    if (!MirrorFile.isPlainName(RecompressFile.name(place))) {
      throw new InvalidInputException(
          RecompressFile.name(place) + " is no name of a mirror's file", "name another with -o");
    }
  }

  /**
   * Checks that files of a directory are the mirror's; it need not exist.
   *
   * @throws InvalidInputException if it is another
   */
  private void checkDirectory(Path place) throws IOException {
    if (!Files.isDirectory(place) || !Files.isSameFile(place, directory)) {
      throw new InvalidInputException(
          place + " is not the mirror " + directory + " that is to publish the new file",
          "leave out -o, or --publish");
    }
  }

  /** Takes the name out of the lists if they have it with other bytes; these are about to go. */
  void withdraw(Recompression record, List<String> notes) throws IOException {
    MirrorManifest manifest = manifest();
    Optional<MirrorFile> before = manifest.file(record.to().name());
    if (before.isPresent() && !before.get().sha256().equals(record.to().digests().sha256())) {
      write(without(manifest, record.to().name()), notes);
    }
  }

  /** Puts the new file, which has its name, into the lists. */
  void add(Path place, Recompression record, List<String> notes) throws IOException {
    MirrorManifest manifest = manifest();
    List<MirrorFile> files = without(manifest, record.to().name());
    files.add(entry(original(manifest), record, ScannedFile.of(place)));
    write(files, notes);
  }

  private static List<MirrorFile> without(MirrorManifest manifest, String name) {
    List<MirrorFile> files = new ArrayList<>(manifest.files());
    files.removeIf(each -> each.name().equals(name));
    return files;
  }

  private void write(List<MirrorFile> files, List<String> notes) throws IOException {
    MirrorLists.write(directory, MirrorManifest.of(files)).ifPresent(notes::add);
  }

  private MirrorManifest manifest() throws IOException {
    Path list = directory.resolve(MirrorManifest.FILE_NAME);
    if (!Files.isRegularFile(list)) {
      throw new InvalidInputException(
          file.path() + " is of no mirror: there is no " + list,
          "leave out --publish, or name a file in the directory of a mirror");
    }
    return MirrorManifestJson.read(list);
  }

  /** Returns what the mirror says of the file that was read. */
  private MirrorFile original(MirrorManifest manifest) throws InvalidInputException {
    String name = RecompressFile.name(file.path());
    Path list = directory.resolve(MirrorManifest.FILE_NAME);
    MirrorFile known =
        manifest
            .file(name)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        list + " has no file " + name, "leave out --publish"));
    if (!known.sha256().equals(file.digests().sha256())) {
      throw new InvalidInputException(
          file.path() + " is not the file that " + list + " has under that name",
          "find out which is right with: snapshot serve --check " + directory);
    }
    return known;
  }

  /**
   * A snapshot in another form is what a build with that compressor makes; of anything else it is
   * said what it was made from.
   */
  private MirrorFile entry(MirrorFile original, Recompression record, ScannedFile scanned) {
    MirrorFile.RawTar raw = new MirrorFile.RawTar(record.raw().size(), record.raw().sha256());
    boolean snapshot =
        original.origin() instanceof Origin.Git
            && original.recipe().isPresent()
            && original.tar().equals(Optional.of(raw));
    Origin origin =
        snapshot
            ? original.origin()
            : new Origin.Recompressed(
                record.from().name(),
                record.from().digests().sha256(),
                record.from().url(),
                record.to().compressor(),
                raw);
    return new MirrorFile(
        record.to().name(),
        scanned.size(),
        scanned.sha256(),
        record.to().digests().sha512(),
        snapshot
            ? original.recipe().map(recipe -> new Recipe(recipe.tar(), record.to().compressor()))
            : Optional.empty(),
        original.tar().filter(raw::equals),
        original.clean().filter(clean -> snapshot),
        original.plainUstar(),
        origin,
        scanned.manifestBlocks());
  }
}
